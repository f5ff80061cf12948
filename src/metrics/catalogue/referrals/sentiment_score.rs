//! Is the feedback good or bad on balance? (`docs/METRICS.md`, section 5.9)

use serde_json::json;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::facts::Review;
use crate::metrics::figure::{Contributions, Figure, quotient};

pub const METRIC: Definition = Definition {
    id: "sentiment_score",
    unit: MetricUnit::Number,
    better: Better::More,
    family: "referrals_reviews",
    reads: Reads::of(&[Kind::Engagement]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "positive less negative reviews",
    den: "reviews submitted in the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let signs: Vec<i64> = view.reviews().map(sign).collect();
    let with = |wanted: i64| {
        signs
            .iter()
            .filter(|sign| **sign == wanted)
            .count()
    };
    let balance = signs.iter().sum::<i64>();
    let value = json!({
        "value": quotient(balance as f64, signs.len() as f64), "positive": with(1), "neutral": with(0), "negative": with(-1),
    });
    let balance: Contributions = view
        .reviews()
        .map(|review| (review.person, sign(review)))
        .collect();
    Figure::opened(
        value,
        balance,
        Contributions::each(
            view.reviews()
                .map(|review| review.person),
        ),
    )
}

/// The sign of a review: what its words were read as, else what its stars say.
fn sign(review: &Review) -> i64 {
    review
        .sentiment
        .unwrap_or(match review.rating {
            4.. => 1,
            3 => 0,
            _ => -1,
        })
}
