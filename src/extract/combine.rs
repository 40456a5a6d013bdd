//! The calculus of statuses: one inside another, and over time.

use crate::claim::Status;
use crate::text::PartialDate;

/// The status of something inside something else: "does not plan to" (negated, planned), "may be allowed to" (possible, permitted).
#[must_use]
pub fn combine(outer: Status, inner: Status) -> Status {
    use Status::{Actual, Conditional, Ended, Negated, Obligated, Permitted, Planned, Possible};
    match (outer, inner) {
        (Actual, s) | (s, Actual) => s,
        // "has not ruled out", "nothing prevents"
        (Negated, Negated) => Possible,
        (Negated, Ended) => Actual,
        (Negated, _) => Negated,
        (_, Negated) => Negated,
        (Ended, Planned | Possible | Conditional) => Negated,
        (Ended, _) => Ended,
        // what may end has not ended
        (Possible | Conditional, Ended) => Possible,
        (_, Ended) => Ended,
        (Conditional, _) | (_, Conditional) => Conditional,
        (Possible, _) | (_, Possible) => Possible,
        (_, Permitted) | (Permitted, _) => Permitted,
        (_, Obligated) | (Obligated, _) => Obligated,
        (Planned, Planned) => Planned,
    }
}

/// The status after times are known: a term whose end lies before the document's date is over.
#[must_use]
pub fn with_term(
    status: Status,
    until: Option<PartialDate>,
    published: Option<PartialDate>,
    past: bool,
) -> Status {
    match (status, until, published) {
        (Status::Actual | Status::Permitted | Status::Possible, Some(until), Some(published))
            if until.last_day() < published.first_day() =>
        {
            Status::Ended
        }
        (Status::Actual, Some(until), Some(published))
            if past && until.first_day() <= published.last_day() =>
        {
            Status::Ended
        }
        _ => status,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_combine() {
        assert_eq!(combine(Status::Negated, Status::Planned), Status::Negated);
        assert_eq!(combine(Status::Negated, Status::Negated), Status::Possible);
        assert_eq!(
            combine(Status::Possible, Status::Permitted),
            Status::Possible
        );
        assert_eq!(combine(Status::Planned, Status::Ended), Status::Ended);
        assert_eq!(combine(Status::Actual, Status::Planned), Status::Planned);
        assert_eq!(combine(Status::Ended, Status::Planned), Status::Negated);
    }

    #[test]
    fn a_past_term_is_over() {
        let year = |y| Some(PartialDate::year(y));
        assert_eq!(
            with_term(Status::Actual, year(2020), year(2026), false),
            Status::Ended
        );
        assert_eq!(
            with_term(Status::Actual, year(2032), year(2026), false),
            Status::Actual
        );
        assert_eq!(
            with_term(Status::Planned, year(2020), year(2026), false),
            Status::Planned
        );
    }
}
