//! Of the nudges, how many were followed by a visit within a week? (section 5.10 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::catalogue::messages::shared::messages;
use crate::metrics::dataset::View;
use crate::metrics::facts::Message;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "message_return_rate",
    unit: Unit::Share,
    family: "messages",
    reads: Reads::of(&[Kind::Visits, Kind::Talk]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "of these, followed by a visit within a week",
    den: "campaign messages and reminders whose week is over",
};

fn measure(view: &View<'_>) -> Figure {
    let last_day = |message: &Message| view.book.day(message.at) + 7;
    let judged = messages(view).filter(|message| message.nudge && last_day(message) < view.to);
    let followed = |message: &Message| {
        view.book
            .visits_of(message.person)
            .any(|visit| visit.at > message.at && visit.day <= last_day(message))
    };
    Parts::counted(judged.map(|message| (message.person, followed(message))))
}
