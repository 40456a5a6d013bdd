//! Which of the times of a claim are those of an event and which those of a state, and what is no value that was replaced.

use super::assemble::Parts;
use super::deep::Deep;
use super::qualifiers::Found;
use crate::claim::{Object, Predicate, QualifierKey, Status, Value};

/// The qualifiers with their times as the relation takes them.
pub(super) fn spans(deep: &Deep<'_>, parts: &Parts<'_>, found: Vec<Found>) -> Vec<Found> {
    let Predicate::Relation(name) = &parts.predicate else {
        return found;
    };
    let published = deep.view.document.meta.date;
    let to_come = matches!(
        parts.state.status,
        Status::Planned | Status::Possible | Status::Conditional | Status::Obligated
    );
    // "from Cork to Leeds by 2027": until then in Cork
    let left = deep.preposition(parts.object.token).as_deref() == Some("from");
    // "will move its head office to Leeds by 2027"
    let by = |f: &Found| match (&f.value, published) {
        (Value::Date(d, Some(word)), Some(p)) => word == "by" && d.last_day() > p.last_day(),
        _ => false,
    };
    // "became a limited partnership": what it became is not what it was
    let itself = |f: &Found| {
        (f.tokens.0..=f.tokens.1).contains(&parts.object.token)
            && !matches!(parts.object.object, Object::Entity(_))
            || matches!(&f.value, Value::Text(words) if *words == parts.object.words)
    };
    found
        .into_iter()
        .filter_map(|f| {
            let key = match (name.as_str(), f.key) {
                // "dates back to 1911"
                ("foundedBy", QualifierKey::ValidFrom | QualifierKey::ValidUntil) => {
                    QualifierKey::Date
                }
                // "from 5 to 7 October": the first day
                ("hosts" | "outage", QualifierKey::ValidFrom) => QualifierKey::Date,
                ("hosts" | "outage", QualifierKey::ValidUntil) => return None,
                ("headquarteredIn" | "holdsPosition", QualifierKey::ValidUntil)
                    if to_come && by(&f) && !left =>
                {
                    QualifierKey::ValidFrom
                }
                ("hasEmployees" | "hasRevenue" | "valuedAt", QualifierKey::ValidUntil)
                    if to_come && by(&f) =>
                {
                    QualifierKey::Date
                }
                ("headquarteredIn", QualifierKey::ValidFrom) if left => QualifierKey::ValidUntil,
                (_, QualifierKey::Previous) if itself(&f) => return None,
                (_, key) => key,
            };
            Some(Found { key, ..f })
        })
        .collect()
}
