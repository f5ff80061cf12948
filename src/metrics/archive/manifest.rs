//! What is read whatever the period: who is who, and what the partitions hold.

use std::collections::{BTreeSet, HashSet};

use super::Kind;
use super::codec::{Corrupt, Decoder, Encoder, decode, encode};
use crate::metrics::facts::records::{Id, Record, Symbol, SymbolTable};

/// The archive's own record of itself, and all that every question needs: the cards, merges, deletions, assignments, costs
/// and settings of all time.
#[derive(Clone, Default)]
pub(super) struct Manifest {
    /// Records that count, and those left out as duplicates.
    pub(super) used: u64,
    pub(super) duplicates: u64,
    /// The partitions whose stored checkpoint still holds.
    pub(super) checkpoints: BTreeSet<i32>,
    pub(super) partitions: BTreeSet<i32>,
    /// The parts that are stored, or will be with this manifest.
    pub(super) parts: BTreeSet<(Kind, i32)>,
    pub(super) texts: SymbolTable,
    /// By name, the first partition that says something of it.
    pub(super) since: Vec<i32>,
    /// What messages name as their campaign, at any time.
    pub(super) campaigns: BTreeSet<Symbol>,
    /// In replay order.
    pub(super) dimensions: Vec<Record>,
    /// What refers to something that no partition holds; read with every partition.
    pub(super) unresolved: Vec<Record>,
    /// Ids whose other records go to what is unresolved too.
    pub(super) unresolved_ids: HashSet<Id>,
}

/// The form of what is stored. Another one is as good as nothing: the archive is made anew from the log.
const FORMAT: u64 = 4;

impl Manifest {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut encoder = Encoder::default();
        encoder.number(FORMAT);
        encoder.number(self.used);
        encoder.number(self.duplicates);
        for partitions in [&self.checkpoints, &self.partitions] {
            encoder.number(partitions.len() as u64);
            partitions
                .iter()
                .for_each(|partition| encoder.signed(i64::from(*partition)));
        }
        encoder.number(self.parts.len() as u64);
        for (kind, partition) in &self.parts {
            encoder.number(*kind as u64);
            encoder.signed(i64::from(*partition));
        }
        encoder.text(&self.texts.all);
        encoder.number(self.texts.ends.len() as u64);
        let mut before = 0;
        for end in &self.texts.ends {
            encoder.number(u64::from(end - before));
            before = *end;
        }
        (0..self.texts.len() as u32)
            .for_each(|name| encoder.signed(i64::from(self.since(Symbol(name)))));
        encoder.number(self.campaigns.len() as u64);
        self.campaigns
            .iter()
            .for_each(|campaign| encoder.name(*campaign));
        encoder.number(self.unresolved_ids.len() as u64);
        self.unresolved_ids
            .iter()
            .for_each(|id| encoder.id(*id));
        for records in [&self.dimensions, &self.unresolved] {
            let bytes = encode(records);
            encoder.number(bytes.len() as u64);
            encoder.0.extend(bytes);
        }
        encoder.0
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Manifest, Corrupt> {
        let mut decoder = Decoder::on(bytes, 0);
        if decoder.number()? != FORMAT {
            return Err(Corrupt);
        }
        let mut manifest = Manifest {
            used: decoder.number()?,
            duplicates: decoder.number()?,
            ..Manifest::default()
        };
        for partitions in [&mut manifest.checkpoints, &mut manifest.partitions] {
            for _ in 0..decoder.number()? {
                partitions.insert(partition(&mut decoder)?);
            }
        }
        for _ in 0..decoder.number()? {
            let number = decoder.number()?;
            let kind = super::STORED
                .into_iter()
                .find(|kind| *kind as u64 == number)
                .ok_or(Corrupt)?;
            manifest
                .parts
                .insert((kind, partition(&mut decoder)?));
        }
        manifest.texts.all = decoder.text()?.to_owned();
        let mut end: u32 = 0;
        for _ in 0..decoder.number()? {
            end = u32::try_from(decoder.number()?)
                .ok()
                .and_then(|length| end.checked_add(length))
                .ok_or(Corrupt)?;
            manifest.texts.ends.push(end);
        }
        // A damaged end within a letter would make a panic of every later reading.
        let cut = |end: &u32| {
            !manifest
                .texts
                .all
                .is_char_boundary(*end as usize)
        };
        if manifest
            .texts
            .ends
            .last()
            .map_or(0, |end| *end as usize)
            != manifest.texts.all.len()
            || manifest.texts.ends.iter().any(cut)
        {
            return Err(Corrupt);
        }
        manifest.since = (0..manifest.texts.ends.len())
            .map(|_| partition(&mut decoder))
            .collect::<Result<_, _>>()?;
        let mut decoder = decoder.with_names(manifest.texts.ends.len());
        for _ in 0..decoder.number()? {
            manifest
                .campaigns
                .insert(decoder.name()?);
        }
        for _ in 0..decoder.number()? {
            manifest
                .unresolved_ids
                .insert(decoder.id()?);
        }
        for records in [&mut manifest.dimensions, &mut manifest.unresolved] {
            let n = usize::try_from(decoder.number()?).map_err(|_| Corrupt)?;
            *records =
                decode(decoder.bytes(n)?, manifest.texts.ends.len())?.collect::<Result<_, _>>()?;
        }
        Ok(manifest)
    }

    /// Notes that a partition says something of a name.
    pub(super) fn note_name(&mut self, name: Symbol, partition: i32) {
        let at = name.0 as usize;
        if self.since.len() <= at {
            self.since.resize(at + 1, i32::MAX);
        }
        self.since[at] = self.since[at].min(partition);
    }

    /// The first partition that says something of a name.
    pub(super) fn since(&self, name: Symbol) -> i32 {
        self.since
            .get(name.0 as usize)
            .copied()
            .unwrap_or(i32::MAX)
    }

    /// Something in this partition has changed, and with it what later ones have carried forward.
    pub(super) fn change(&mut self, partition: i32) {
        // What is split off is dropped, which is all checkpoints behind the partition.
        self.checkpoints
            .split_off(&partition.saturating_add(1));
    }
}

fn partition(decoder: &mut Decoder<'_>) -> Result<i32, Corrupt> {
    i32::try_from(decoder.signed()?).map_err(|_| Corrupt)
}
