//! Families of classes, which decide on shape and colour.

/// Classes that are drawn alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// Companies and other organizations.
    Organization,
    /// Agencies and other public bodies.
    Agency,
    /// People.
    Person,
    /// Products, services, platforms, models, devices.
    Product,
    /// Agreements, licences, contracts, intellectual property.
    Agreement,
    /// Places and markets.
    Place,
    /// Events.
    Event,
    /// Everything else.
    Thing,
}

impl Family {
    /// Every family, in the order of the legend.
    pub const ALL: &[Self] = &[
        Self::Organization,
        Self::Agency,
        Self::Person,
        Self::Product,
        Self::Agreement,
        Self::Place,
        Self::Event,
        Self::Thing,
    ];

    /// The family of an entity: of the first of its classes that belongs to one.
    #[must_use]
    pub fn of(types: &[String]) -> Self {
        types
            .iter()
            .find_map(|class| Self::of_class(class))
            .unwrap_or(Self::Thing)
    }

    /// Its name in a legend.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Agency => "agency",
            Self::Person => "person",
            Self::Product => "product",
            Self::Agreement => "agreement or right",
            Self::Place => "place or market",
            Self::Event => "event",
            Self::Thing => "other",
        }
    }

    fn of_class(class: &str) -> Option<Self> {
        Some(match class {
            "Organization" | "Company" | "Family" | "NonProfit" | "NewsOutlet" | "University" => {
                Self::Organization
            }
            "GovernmentAgency" => Self::Agency,
            "Person" => Self::Person,
            "Product" | "Service" | "Platform" | "Model" | "Device" => Self::Product,
            "IntellectualProperty"
            | "Agreement"
            | "Partnership"
            | "License"
            | "Contract"
            | "Clause" => Self::Agreement,
            "Place" | "Country" | "Market" => Self::Place,
            "Event" => Self::Event,
            _ => return None,
        })
    }
}
