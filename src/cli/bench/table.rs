//! Figures beside what bounds them: one table on a terminal, one object for programs.

use serde_json::{Value, json};

use crate::cli::out::{Unwritten, line};

/// What a figure should reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Goal {
    /// At least this share of its floor.
    Ratio(f64),
    /// At most this share of its floor.
    Share(f64),
    /// At most this value.
    Under(f64),
}

/// One figure with its floor: the thing in the same run that bounds it.
pub(super) struct Row {
    figure: String,
    value: f64,
    unit: &'static str,
    floor: Option<(&'static str, f64)>,
    goal: Option<Goal>,
    stretch: Option<f64>,
    remark: String,
}

impl Row {
    /// So many in a second.
    pub(super) fn per_s(figure: impl Into<String>, value: f64) -> Row {
        Row {
            figure: figure.into(),
            value,
            unit: "/s",
            floor: None,
            goal: None,
            stretch: None,
            remark: String::new(),
        }
    }

    /// So many.
    pub(super) fn count(figure: impl Into<String>, value: f64) -> Row {
        Row {
            unit: "",
            ..Row::per_s(figure, value)
        }
    }

    /// So many milliseconds.
    pub(super) fn ms(figure: impl Into<String>, value: f64) -> Row {
        Row {
            unit: " ms",
            ..Row::per_s(figure, value)
        }
    }

    /// Names what bounds the figure, in the same unit.
    pub(super) fn over(self, floor: &'static str, value: f64) -> Row {
        Row {
            floor: Some((floor, value)),
            ..self
        }
    }

    /// Sets what the figure should reach.
    pub(super) fn goal(self, goal: Goal) -> Row {
        Row {
            goal: Some(goal),
            ..self
        }
    }

    /// Sets what it strives for, in the terms of its goal.
    pub(super) fn stretch(self, stretch: f64) -> Row {
        Row {
            stretch: Some(stretch),
            ..self
        }
    }

    /// Adds what else is worth knowing.
    pub(super) fn remark(self, remark: impl Into<String>) -> Row {
        Row {
            remark: remark.into(),
            ..self
        }
    }

    fn ratio(&self) -> Option<f64> {
        self.floor
            .filter(|(_, floor)| *floor > 0.0)
            .map(|(_, floor)| self.value / floor)
    }

    /// Whether the figure reaches a goal; a ratio without its floor does not.
    fn reaches(&self, goal: Goal) -> bool {
        match goal {
            Goal::Ratio(least) => self
                .ratio()
                .is_some_and(|ratio| ratio >= least),
            Goal::Share(most) => self
                .ratio()
                .is_some_and(|ratio| ratio <= most),
            Goal::Under(most) => self.value <= most,
        }
    }

    fn cells(&self) -> [String; 6] {
        let floor = self
            .floor
            .map(|(name, value)| format!("{}{} {name}", number(value), self.unit));
        [
            self.figure.clone(),
            format!("{}{}", number(self.value), self.unit),
            floor.unwrap_or_default(),
            self.ratio()
                .map(|ratio| format!("{ratio:.3}"))
                .unwrap_or_default(),
            self.judged(),
            self.remark.clone(),
        ]
    }

    fn judged(&self) -> String {
        let Some(goal) = self.goal else {
            return String::new();
        };
        let word = |met| {
            if met {
                "met"
            } else {
                "missed"
            }
        };
        let (sign, wanted, strives) = match goal {
            Goal::Ratio(least) => ("≥", least, self.stretch.map(Goal::Ratio)),
            Goal::Share(most) => ("≤", most, self.stretch.map(Goal::Share)),
            Goal::Under(most) => ("≤", most, self.stretch.map(Goal::Under)),
        };
        let first = format!("{sign} {} {}", number(wanted), word(self.reaches(goal)));
        match (self.stretch, strives) {
            (Some(stretch), Some(further)) => format!(
                "{first}, {} {}",
                number(stretch),
                word(self.reaches(further))
            ),
            _ => first,
        }
    }

    fn json(&self) -> Value {
        let goal = match self.goal {
            Some(Goal::Ratio(least)) => json!({ "ratio": least }),
            Some(Goal::Share(most)) => json!({ "share": most }),
            Some(Goal::Under(most)) => json!({ "value": most }),
            None => Value::Null,
        };
        json!({
            "figure": self.figure, "value": self.value, "unit": self.unit.trim(), "floor": self.floor.map(|(name, _)| name),
            "floor_value": self.floor.map(|(_, value)| value), "ratio": self.ratio(), "goal": goal, "stretch": self.stretch,
            "met": self.goal.map(|goal| self.reaches(goal)), "remark": self.remark,
        })
    }
}

/// Everything that one measurement says.
pub(super) struct Report {
    /// The measurement's name on the command line.
    pub bench: &'static str,
    /// How it was measured.
    pub title: String,
    /// The figures.
    pub rows: Vec<Row>,
    /// What limits them and what was checked, a sentence each.
    pub notes: Vec<String>,
    /// What else programs may want: an object.
    pub facts: Value,
}

const HEADS: [&str; 6] = ["figure", "value", "floor", "ratio", "goal", ""];
/// Columns at least this wide line up from one measurement's table to the next.
const WIDTHS: [usize; 6] = [34, 11, 34, 7, 14, 0];

impl Report {
    /// Prints it for people, or for programs.
    pub(super) fn print(&self, json: bool) -> Result<(), Unwritten> {
        if json {
            return line(self.json());
        }
        line(&self.title)?;
        self.lines()
            .iter()
            .try_for_each(line)?;
        self.notes
            .iter()
            .try_for_each(|note| line(format_args!("  {note}")))
    }

    fn lines(&self) -> Vec<String> {
        let mut table = vec![HEADS.map(str::to_owned)];
        table.extend(self.rows.iter().map(Row::cells));
        let mut widths = WIDTHS;
        for cells in &table {
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = (*width).max(cell.chars().count());
            }
        }
        table
            .iter()
            .map(|cells| aligned(cells, &widths))
            .collect()
    }

    fn json(&self) -> Value {
        let mut report = self
            .facts
            .as_object()
            .cloned()
            .unwrap_or_default();
        report.insert("bench".into(), self.bench.into());
        report.insert("title".into(), self.title.as_str().into());
        report.insert(
            "rows".into(),
            self.rows
                .iter()
                .map(Row::json)
                .collect(),
        );
        report.insert(
            "notes".into(),
            self.notes
                .iter()
                .map(String::as_str)
                .collect(),
        );
        Value::Object(report)
    }
}

/// Numbers to the right, words to the left.
fn aligned(cells: &[String; 6], widths: &[usize; 6]) -> String {
    let [figure, value, floor, ratio, goal, remark] = cells;
    let [a, b, c, d, e, _] = *widths;
    format!("  {figure:<a$}  {value:>b$}  {floor:<c$}  {ratio:>d$}  {goal:<e$}  {remark}")
        .trim_end()
        .to_owned()
}

/// A number with a comma at every third digit; small ones that are not whole with what matters after the point.
pub(super) fn number(value: f64) -> String {
    let digits = match value {
        v if v >= 100.0 || v.fract() == 0.0 => format!("{v:.0}"),
        v if v >= 10.0 => format!("{v:.1}"),
        v => format!("{v:.2}"),
    };
    let (whole, rest) = digits
        .split_once('.')
        .map_or((digits.as_str(), String::new()), |(whole, rest)| {
            (whole, format!(".{rest}"))
        });
    let mut text = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text + &rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_easily() {
        let read: Vec<String> = [0.913, 1.0, 9.5, 12.34, 640.4, 5_120.2, 1_234_567.0]
            .into_iter()
            .map(number)
            .collect();
        assert_eq!(
            read,
            ["0.91", "1", "9.50", "12.3", "640", "5,120", "1,234,567"]
        );
    }

    #[test]
    fn a_goal_is_judged_by_the_ratio_or_by_the_value() {
        let fast = Row::per_s("list", 900.0)
            .over("ok", 10_000.0)
            .goal(Goal::Ratio(0.1));
        assert_eq!(fast.judged(), "≥ 0.10 missed");
        assert_eq!(fast.json()["met"], false);
        let push = Row::ms("scan to push p99", 300.0)
            .goal(Goal::Under(2_000.0))
            .stretch(250.0);
        assert_eq!(push.judged(), "≤ 2,000 met, 250 missed");
        let floorless = Row::per_s("list", 900.0).goal(Goal::Ratio(0.1));
        assert_eq!(
            floorless.judged(),
            "≥ 0.10 missed",
            "a goal without its floor was not measured"
        );
    }

    #[test]
    fn columns_line_up() {
        let rows = vec![
            Row::per_s("scans", 12.5).over("disk flushes", 24.5),
            Row::ms("a figure with a name that is longer than most", 1.25),
        ];
        let report = Report {
            bench: "scans",
            title: String::new(),
            rows,
            notes: vec![],
            facts: Value::Null,
        };
        let lines = report.lines();
        let column = |line: &str, word: &str| {
            line.find(word)
                .map(|at| line[..at].chars().count())
        };
        assert_eq!(column(&lines[0], "floor"), column(&lines[1], "24.5/s disk"));
        assert_eq!(
            lines[1]
                .find("12.5/s")
                .map(|at| at + 6),
            lines[2]
                .find("1.25 ms")
                .map(|at| at + 7)
        );
    }
}
