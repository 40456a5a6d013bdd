//! Whether confidence can be trusted: of the claims at 0.9, nine in ten should be right.
//!
//! A reliability table (DeGroot and Fienberg 1983) puts claims into ten bins of equal width by their confidence and sets the
//! share that is right beside the mean confidence. The expected calibration error (Naeini, Cooper and Hauskrecht 2015) is the
//! mean of the gaps between the two, each bin weighing as many claims as it has.
//!
//! Held against expected claims, the claims in marked sentences count; held against analysts' lists, all claims of the listed
//! documents. One that a list forbids is wrong, whatever else it matches, and these are told apart as well.

use serde::Serialize;

use super::lists::Verdict;
use super::score::share;
use super::{Cell, Report};

/// How many bins there are.
const BINS: usize = 10;

/// The claims of one bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Bin {
    /// Lowest confidence.
    pub from: f64,
    /// Highest confidence, included in the last bin only.
    pub to: f64,
    /// How many claims there are.
    pub claims: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// The share that is right.
    pub right: f64,
}

/// The reliability of a set of claims.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Calibration {
    /// Expected calibration error.
    pub ece: f64,
    /// The widest gap of a bin.
    pub max_gap: f64,
    /// Mean squared error of the confidence (Brier 1950).
    pub brier: f64,
    /// How many claims there are.
    pub claims: usize,
    /// Share that is right.
    pub precision: f64,
    /// All ten bins.
    pub bins: Vec<Bin>,
}

/// The reliability of claims: confidence, and whether it is right.
#[must_use]
pub fn calibration(claims: &[(f64, bool)]) -> Calibration {
    let mut bins: Vec<Bin> = (0..BINS)
        .map(|i| Bin {
            from: i as f64 / BINS as f64,
            to: (i + 1) as f64 / BINS as f64,
            ..Bin::default()
        })
        .collect();
    let mut right = [0; BINS];
    for &(confidence, is_right) in claims {
        // the bins' own borders decide, not a product that may be rounded
        let at = bins.iter().rposition(|b| confidence >= b.from).unwrap_or(0);
        bins[at].claims += 1;
        bins[at].confidence += confidence;
        right[at] += usize::from(is_right);
    }
    let (mut ece, mut max_gap) = (0.0, 0.0_f64);
    for (bin, right) in bins.iter_mut().zip(right) {
        if bin.claims > 0 {
            bin.confidence /= bin.claims as f64;
            bin.right = share(right, bin.claims);
            let gap = (bin.right - bin.confidence).abs();
            ece += gap * share(bin.claims, claims.len());
            max_gap = max_gap.max(gap);
        }
    }
    let n = claims.len().max(1) as f64;
    let error = |c: &(f64, bool)| (c.0 - f64::from(u8::from(c.1))).powi(2);
    Calibration {
        ece,
        max_gap,
        brier: claims.iter().map(error).sum::<f64>() / n,
        claims: claims.len(),
        precision: share(right.iter().sum(), claims.len()),
        bins,
    }
}

/// The claims that lists forbid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Forbidden {
    /// How many there are.
    pub claims: usize,
    /// Their mean confidence, 0 of none.
    pub confidence: f64,
}

/// The reliability of claims that were held against lists, and the forbidden ones among them; a claim is right where it
/// matches a line, with `full` only where its qualifiers and status do too.
#[must_use]
pub fn listed(verdicts: &[Verdict], full: bool) -> (Calibration, Forbidden) {
    let right = |v: &Verdict| (v.confidence, if full { v.full } else { v.core });
    let claims: Vec<(f64, bool)> = verdicts.iter().map(right).collect();
    let forbidden = || verdicts.iter().filter(|v| v.forbidden);
    let sum: f64 = forbidden().map(|v| v.confidence).sum();
    let count = forbidden().count();
    let forbidden = Forbidden {
        claims: count,
        confidence: sum / count.max(1) as f64,
    };
    (calibration(&claims), forbidden)
}

/// What the command prints of claims that were held against lists.
#[must_use]
pub fn report_listed(found: &Calibration, forbidden: Forbidden) -> Report {
    let mut report = report(found, "listed documents").note(format!(
        "{} of them are forbidden, with a mean confidence of {:.3}; they count as wrong",
        forbidden.claims, forbidden.confidence
    ));
    report.json["forbidden"] = serde_json::to_value(forbidden).unwrap_or_default();
    report
}

/// What the command prints; `place` says where the claims stand.
#[must_use]
pub fn report(found: &Calibration, place: &str) -> Report {
    let json = serde_json::to_value(found).unwrap_or_default();
    let columns = ["claims", "confidence", "right", "gap"];
    let mut report = Report::new("confidence", &columns, json);
    for bin in &found.bins {
        let name = format!("{:.1} to {:.1}", bin.from, bin.to);
        let cells = if bin.claims == 0 {
            [Cell::Count(0), Cell::Empty, Cell::Empty, Cell::Empty]
        } else {
            let gap = (bin.right - bin.confidence).abs();
            [
                Cell::Count(bin.claims),
                Cell::Share(bin.confidence),
                Cell::Share(bin.right),
                Cell::Share(gap),
            ]
        };
        report = report.row(name, cells);
    }
    report.note(format!(
        "expected calibration error {:.3}, widest gap {:.3}, Brier score {:.3}; \
         {} claims in {place}",
        found.ece, found.max_gap, found.brier, found.claims
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gaps_weigh_as_much_as_their_claims() {
        let claims = [(0.9, true), (0.9, false), (0.3, false), (1.0, true)];
        let found = calibration(&claims);
        // 0.9 to 1: three claims, mean (0.9 + 0.9 + 1) / 3 = 14/15, right 2/3, gap 4/15; 0.3 to 0.4: one claim, gap 0.3.
        // 3/4 · 4/15 + 1/4 · 0.3 = 0.2 + 0.075
        assert!((found.ece - 0.275).abs() < 1e-12, "{}", found.ece);
        assert!((found.max_gap - 0.3).abs() < 1e-12);
        assert_eq!((found.bins[9].claims, found.bins[3].claims), (3, 1));
        // (0.01 + 0.81 + 0.09 + 0) / 4
        assert!((found.brier - 0.2275).abs() < 1e-12);
        assert_eq!(calibration(&[]).ece, 0.0);
    }
}
