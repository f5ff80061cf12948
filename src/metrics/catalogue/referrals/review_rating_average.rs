//! How many stars do we get? (`docs/METRICS.md`, section 5.9)

use serde_json::json;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure, mean};

pub const METRIC: Definition = Definition {
    id: "review_rating_average",
    unit: MetricUnit::Number,
    better: Better::More,
    family: "referrals_reviews",
    reads: Reads::of(&[Kind::Engagement]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "stars, added up",
    den: "reviews submitted in the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let ratings: Vec<f64> = view
        .reviews()
        .map(|review| review.rating as f64)
        .collect();
    let with = |stars: f64| {
        ratings
            .iter()
            .filter(|rating| **rating == stars)
            .count()
    };
    // Unlike other maps this one lists all five, given or not (`docs/METRICS.md`, section 6).
    let value = json!({
        "value": mean(&ratings), "n": ratings.len(),
        "distribution": { "1": with(1.0), "2": with(2.0), "3": with(3.0), "4": with(4.0), "5": with(5.0) },
    });
    let stars: Contributions = view
        .reviews()
        .map(|review| (review.person, review.rating))
        .collect();
    Figure::opened(
        value,
        stars,
        Contributions::each(
            view.reviews()
                .map(|review| review.person),
        ),
    )
}
