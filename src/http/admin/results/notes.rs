//! What has to be said beside one of the four numbers, so that nobody reads into it what it does not say.

use jiff::ToSpan as _;

use super::view::ResultsNote;
use crate::http::admin::choice::Choice;
use crate::locale::Locale;
use crate::service::reports::breakdown::{Population, Side};
use crate::service::reports::results_page::{
    Definition, FOLLOW_UP_DAYS, Measure, Overview, ResultsData,
};

/// The notes of a number, the weightiest first.
pub(super) fn of(
    metric: &Definition,
    value: Option<f64>,
    asked: &ResultsData,
    choice: &Choice,
    language: Locale,
) -> Vec<ResultsNote> {
    let overview = &asked.overview;
    let first_figure = || first_figure(overview, choice, language);
    let any_place = || ResultsNote::plain(language.text("results-any-place"));
    let awaited = metric.opens.of == Population::Matured && value.is_none();
    let of_money = metric.side_unit(Side::Num) == Measure::Minor;
    let notes = [
        awaited.then(first_figure).flatten(),
        (metric.id == "reward_redemption_rate" && choice.is_set("visit_location")).then(any_place),
        of_money
            .then(|| cost(overview, language))
            .flatten(),
        of_money
            .then(|| amounts(overview, language))
            .flatten(),
    ];
    notes
        .into_iter()
        .flatten()
        .collect()
}

/// How many rewards a sum of costs leaves out.
pub(super) fn left_out(overview: &Overview, language: Locale) -> Option<String> {
    let all = language.number(overview.handed_over);
    (overview.without_cost > 0).then(|| {
        language.text_with(
            "results-cost-left-out",
            &[
                ("count", overview.without_cost.into()),
                ("all", (&all).into()),
            ],
        )
    })
}

fn cost(overview: &Overview, language: Locale) -> Option<ResultsNote> {
    let words = left_out(overview, language)?;
    Some(ResultsNote {
        words: if overview.no_cost_is_known() {
            language.text("results-cost-unknown")
        } else {
            words
        },
        leads: Some((
            language.text("results-cost-enter"),
            format!("/admin/card?lang={}", language.tag()),
        )),
    })
}

fn amounts(overview: &Overview, language: Locale) -> Option<ResultsNote> {
    let visits = overview.week.sum();
    if overview.amounts >= visits {
        return None;
    }
    if overview.amounts == 0 {
        return Some(ResultsNote {
            words: language.text("results-no-amounts"),
            leads: Some((
                language.text("results-amounts-enter"),
                format!("/admin/staff?lang={}", language.tag()),
            )),
        });
    }
    let known = language.number(overview.amounts);
    Some(ResultsNote::plain(language.text_with(
        "results-amounts",
        &[("count", visits.into()), ("known", (&known).into())],
    )))
}

/// From when on there can be somebody who had all the days to come back; nothing where that time has come.
fn first_figure(overview: &Overview, choice: &Choice, language: Locale) -> Option<ResultsNote> {
    let first = overview
        .began?
        .checked_add(FOLLOW_UP_DAYS.days())
        .ok()?;
    (first >= choice.days().to).then(|| {
        let (day, days) = (
            language.full_date(first),
            language.number(i64::from(FOLLOW_UP_DAYS)),
        );
        ResultsNote::plain(language.text_with(
            "results-first-figure",
            &[("day", (&day).into()), ("days", (&days).into())],
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        text.replace(['\u{2068}', '\u{2069}'], "")
    }

    fn overview(handed_over: i64, without_cost: i64, visits: i64, amounts: i64) -> Overview {
        let mut overview = Overview {
            handed_over,
            without_cost,
            amounts,
            ..Overview::default()
        };
        overview.week.0[0][9] = visits;
        overview
    }

    #[test]
    fn what_is_not_known_is_said() {
        let english = Locale::ENGLISH;
        let asked = overview(1, 1, 2, 2);
        assert!(asked.no_cost_is_known() && !overview(0, 0, 2, 2).no_cost_is_known());
        let note = cost(&asked, english).unwrap();
        assert_eq!(
            (note.words.as_str(), note.leads.unwrap().0.as_str()),
            (
                "Nobody has said what the rewards cost.",
                "Enter what a reward costs"
            )
        );
        let note = cost(&overview(32, 2, 2, 2), english).unwrap();
        assert_eq!(
            plain(&note.words),
            "2 of 32 rewards are left out: their cost is not known."
        );
        assert!(cost(&overview(32, 0, 2, 2), english).is_none());
        let note = amounts(&overview(0, 0, 412, 380), english).unwrap();
        assert_eq!(plain(&note.words), "380 of 412 visits have an amount.");
        let note = amounts(&overview(0, 0, 412, 0), english).unwrap();
        assert!(
            note.leads
                .unwrap()
                .1
                .starts_with("/admin/staff?")
        );
        assert!(amounts(&overview(0, 0, 412, 412), english).is_none());
    }
}
