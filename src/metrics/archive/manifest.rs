//! What is read whatever the period: who is who, and what the partitions hold.

use std::collections::{BTreeSet, HashSet};

use super::Kind;
use super::codec::{Damaged, Eye, Pen, decode, encode};
use crate::metrics::facts::records::{Id, Name, Record, Texts};

/// The archive's own record of itself, and all that every question needs: the cards, merges, deletions, assignments, costs
/// and settings of all time.
#[derive(Clone, Default)]
pub(super) struct Head {
    /// Records that count, and those left out as duplicates.
    pub(super) used: u64,
    pub(super) duplicates: u64,
    /// The partitions whose stored opening still holds.
    pub(super) opened: BTreeSet<i32>,
    pub(super) partitions: BTreeSet<i32>,
    /// The parts that are stored, or will be with this head.
    pub(super) parts: BTreeSet<(Kind, i32)>,
    pub(super) texts: Texts,
    /// By name, the first partition that says something of it.
    pub(super) since: Vec<i32>,
    /// In replay order.
    pub(super) register: Vec<Record>,
    /// What refers to something that no partition holds; read with every partition.
    pub(super) strays: Vec<Record>,
    /// Ids whose other records go to the strays too.
    pub(super) loose: HashSet<Id>,
}

/// The form of what is stored. Another one is as good as nothing: the archive is made anew from the log.
const FORM: u64 = 2;

impl Head {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut pen = Pen::default();
        pen.number(FORM);
        pen.number(self.used);
        pen.number(self.duplicates);
        for partitions in [&self.opened, &self.partitions] {
            pen.number(partitions.len() as u64);
            partitions
                .iter()
                .for_each(|partition| pen.signed(i64::from(*partition)));
        }
        pen.number(self.parts.len() as u64);
        for (kind, partition) in &self.parts {
            pen.number(*kind as u64);
            pen.signed(i64::from(*partition));
        }
        pen.text(&self.texts.all);
        pen.number(self.texts.ends.len() as u64);
        let mut before = 0;
        for end in &self.texts.ends {
            pen.number(u64::from(end - before));
            before = *end;
        }
        (0..self.texts.len() as u32).for_each(|name| pen.signed(i64::from(self.since(Name(name)))));
        pen.number(self.loose.len() as u64);
        self.loose.iter().for_each(|id| pen.id(*id));
        for records in [&self.register, &self.strays] {
            let bytes = encode(records);
            pen.number(bytes.len() as u64);
            pen.0.extend(bytes);
        }
        pen.0
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Head, Damaged> {
        let mut eye = Eye::on(bytes, 0);
        if eye.number()? != FORM {
            return Err(Damaged);
        }
        let mut head = Head {
            used: eye.number()?,
            duplicates: eye.number()?,
            ..Head::default()
        };
        for partitions in [&mut head.opened, &mut head.partitions] {
            for _ in 0..eye.number()? {
                partitions.insert(partition(&mut eye)?);
            }
        }
        for _ in 0..eye.number()? {
            let number = eye.number()?;
            let kind = super::STORED
                .into_iter()
                .find(|kind| *kind as u64 == number)
                .ok_or(Damaged)?;
            head.parts.insert((kind, partition(&mut eye)?));
        }
        head.texts.all = eye.text()?.to_owned();
        let mut end: u32 = 0;
        for _ in 0..eye.number()? {
            end = u32::try_from(eye.number()?)
                .ok()
                .and_then(|length| end.checked_add(length))
                .ok_or(Damaged)?;
            head.texts.ends.push(end);
        }
        let cut = |end: &u32| !head.texts.all.is_char_boundary(*end as usize);
        if head.texts.ends.last().map_or(0, |end| *end as usize) != head.texts.all.len()
            || head.texts.ends.iter().any(cut)
        {
            return Err(Damaged);
        }
        head.since = (0..head.texts.ends.len())
            .map(|_| partition(&mut eye))
            .collect::<Result<_, _>>()?;
        for _ in 0..eye.number()? {
            head.loose.insert(eye.id()?);
        }
        for records in [&mut head.register, &mut head.strays] {
            let n = usize::try_from(eye.number()?).map_err(|_| Damaged)?;
            *records = decode(eye.bytes(n)?, head.texts.ends.len())?.collect::<Result<_, _>>()?;
        }
        Ok(head)
    }

    /// Notes that a partition says something of a name.
    pub(super) fn meet(&mut self, name: Name, partition: i32) {
        let at = name.0 as usize;
        if self.since.len() <= at {
            self.since.resize(at + 1, i32::MAX);
        }
        self.since[at] = self.since[at].min(partition);
    }

    /// The first partition that says something of a name.
    pub(super) fn since(&self, name: Name) -> i32 {
        self.since.get(name.0 as usize).copied().unwrap_or(i32::MAX)
    }

    /// Something in this partition has changed, and with it what later ones have brought forward.
    pub(super) fn change(&mut self, partition: i32) {
        self.opened.split_off(&partition.saturating_add(1));
    }
}

fn partition(eye: &mut Eye<'_>) -> Result<i32, Damaged> {
    i32::try_from(eye.signed()?).map_err(|_| Damaged)
}
