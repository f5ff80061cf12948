//! Programs in force, and those read lately: a version never changes once it is committed, so reading it once is enough.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use diesel::prelude::*;
use lru::LruCache;

use super::{Tenant, Tx};
use crate::clock::Timestamp;
use crate::domain::program::{Program, Rung};
use crate::error::{Error, Result};
use crate::ids::MerchantId;
use crate::store::engine::schema::{merchants, programs};

/// Programs kept at once: a few kilobytes each.
const KEPT: NonZeroUsize = NonZeroUsize::new(512).unwrap();

/// Committed programs by merchant and version. Cheap to clone.
#[derive(Clone)]
pub(super) struct Programs(Arc<Mutex<KeptPrograms>>);

/// Programs by merchant and version.
type KeptPrograms = LruCache<(MerchantId, i64), VersionInForce>;

/// A version of a program, and since when its rules hold.
#[derive(Clone, Debug)]
struct VersionInForce {
    program: Arc<Program>,
    since: RulesSince,
}

/// Since when rules of a program hold that count time: for what was there before, it counts from then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RulesSince {
    /// The version itself.
    pub version: Timestamp,
    /// That stamps run out after so many days, or sooner; none: it was never otherwise since this is noted.
    pub stamp_expiry: Option<Timestamp>,
    /// The tiers; none likewise.
    pub tiers: Option<Timestamp>,
}

impl RulesSince {
    /// For the next version, which takes the place of this one's program at this moment.
    fn after(self, before: &Program, program: &Program, now: Timestamp) -> RulesSince {
        let days = |program: &Program| {
            program
                .stamp_expires_after_days
                .unwrap_or(i64::MAX)
        };
        RulesSince {
            version: now,
            stamp_expiry: if days(program) < days(before) {
                Some(now)
            } else {
                self.stamp_expiry
            },
            tiers: if program.tiers == before.tiers {
                self.tiers
            } else {
                Some(now)
            },
        }
    }
}

impl Default for Programs {
    fn default() -> Self {
        Programs(Arc::new(Mutex::new(LruCache::new(KEPT))))
    }
}

impl Programs {
    /// Forgets everything: after a commit that failed, versions read inside it may come again with other contents.
    pub(super) fn forget(&self) {
        self.kept().clear();
    }

    fn kept(&self) -> MutexGuard<'_, KeptPrograms> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tx<'_> {
    /// The program in force.
    pub fn program(&mut self, tenant: Tenant) -> Result<Arc<Program>> {
        Ok(self.in_force(tenant)?.program)
    }

    /// Since when its rules hold.
    pub fn rules_since(&mut self, tenant: Tenant) -> Result<RulesSince> {
        Ok(self.in_force(tenant)?.since)
    }

    /// The program that was in force at an instant: what a visit earned is its to say, however late it is heard of.
    pub fn program_at(&mut self, tenant: Tenant, at: Timestamp) -> Result<Arc<Program>> {
        let present = self.in_force(tenant)?;
        if present.since.version <= at {
            return Ok(present.program);
        }
        let version: Option<i64> = on_both!(self.conn, |c| programs::table
            .filter(
                programs::merchant_id
                    .eq(tenant.id())
                    .and(programs::created_at.le(at))
            )
            .select(diesel::dsl::max(programs::version))
            .get_result(c))?;
        // A visit from before the shop was there.
        Ok(self
            .version(tenant, version.unwrap_or(1))?
            .program)
    }

    /// The ladder of a version.
    pub(super) fn ladder(&mut self, tenant: Tenant, version: i64) -> Result<Arc<[Rung]>> {
        Ok(self
            .version(tenant, version)?
            .program
            .rewards
            .clone()
            .into())
    }

    fn in_force(&mut self, tenant: Tenant) -> Result<VersionInForce> {
        let version = match &self.head {
            Some(head) if head.merchant == tenant.id() => head.program_version,
            _ => self.present_version(tenant)?,
        };
        self.version(tenant, version)
    }

    fn version(&mut self, tenant: Tenant, version: i64) -> Result<VersionInForce> {
        self.find_version(tenant, version)?
            .ok_or_else(|| {
                Error::internal(format!("program {version} of {} is missing", tenant.id()))
            })
    }

    /// An earlier or the present version of the program.
    pub fn program_version(
        &mut self,
        tenant: Tenant,
        version: i64,
    ) -> Result<Option<Arc<Program>>> {
        let found = self.find_version(tenant, version)?;
        Ok(found.map(|found| found.program))
    }

    fn find_version(&mut self, tenant: Tenant, version: i64) -> Result<Option<VersionInForce>> {
        let key = (tenant.id(), version);
        if let Some(known) = self.remembered(&key) {
            return Ok(Some(known));
        }
        type Row = (String, Timestamp, Option<Timestamp>, Option<Timestamp>);
        let row: Option<Row> = on_both!(self.conn, |c| programs::table
            .find((tenant.id(), version))
            .select((
                programs::body,
                programs::created_at,
                programs::stamp_expiry_since,
                programs::tiers_since
            ))
            .get_result(c)
            .optional())?;
        let Some((body, created_at, stamp_expiry, tiers)) = row else {
            return Ok(None);
        };
        let known = VersionInForce {
            program: Arc::new(serde_json::from_str(&body).map_err(Error::internal)?),
            since: RulesSince {
                version: created_at,
                stamp_expiry,
                tiers,
            },
        };
        if !self.saved_a_program {
            self.programs
                .kept()
                .put(key, known.clone());
        }
        Ok(Some(known))
    }

    /// A transaction that saved a program neither asks nor feeds the memory: its own is not committed and may never be.
    fn remembered(&self, key: &(MerchantId, i64)) -> Option<VersionInForce> {
        if self.saved_a_program {
            None
        } else {
            self.programs
                .kept()
                .get(key)
                .cloned()
        }
    }

    fn present_version(&mut self, tenant: Tenant) -> Result<i64> {
        Ok(on_both!(self.conn, |c| merchants::table
            .find(tenant.id())
            .select(merchants::program_version)
            .get_result(c))?)
    }

    /// The latest versions with the time of each, newest first.
    pub fn program_versions(
        &mut self,
        tenant: Tenant,
        limit: i64,
    ) -> Result<Vec<(Timestamp, Program)>> {
        let rows: Vec<(Timestamp, String)> = on_both!(self.conn, |c| programs::table
            .filter(programs::merchant_id.eq(tenant.id()))
            .order(programs::version.desc())
            .limit(limit)
            .select((programs::created_at, programs::body))
            .load(c))?;
        let read = |(at, body): (Timestamp, String)| {
            Ok((at, serde_json::from_str(&body).map_err(Error::internal)?))
        };
        rows.into_iter().map(read).collect()
    }

    /// Stores the program as the next version and puts it in force; answers the version.
    pub fn save_program(
        &mut self,
        tenant: Tenant,
        program: &Program,
        now: Timestamp,
    ) -> Result<i64> {
        let present = self.present_version(tenant)?;
        let version = present + 1;
        let first = RulesSince {
            version: now,
            stamp_expiry: None,
            tiers: None,
        };
        let since = self
            .find_version(tenant, present)?
            .map_or(first, |before| {
                before
                    .since
                    .after(&before.program, program, now)
            });
        let body = serde_json::to_string(&Program {
            version,
            ..program.clone()
        })
        .map_err(Error::internal)?;
        let row = (
            programs::merchant_id.eq(tenant.id()),
            programs::version.eq(version),
            programs::body.eq(body),
            programs::created_at.eq(now),
            programs::stamp_expiry_since.eq(since.stamp_expiry),
            programs::tiers_since.eq(since.tiers),
        );
        on_both!(self.conn, |c| diesel::insert_into(programs::table)
            .values(row)
            .execute(c))?;
        let name = program
            .name
            .in_language(program.language(), &program.languages)
            .to_owned();
        let change = (
            merchants::program_version.eq(version),
            merchants::name.eq(name),
        );
        on_both!(self.conn, |c| diesel::update(
            merchants::table.find(tenant.id())
        )
        .set(change)
        .execute(c))?;
        self.saved_a_program = true;
        if let Some(head) = self
            .head
            .as_mut()
            .filter(|head| head.merchant == tenant.id())
        {
            head.program_version = version;
        }
        Ok(version)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{NewMerchant, Store};
    use super::*;
    use crate::error::Code;

    fn program(name: &str) -> Program {
        Program::starter(name, "UTC", "EUR")
    }

    async fn name_in_force(store: &Store, tenant: Tenant) -> (i64, crate::domain::program::Text) {
        store
            .read(move |tx| tx.program(tenant))
            .await
            .map(|program| (program.version, program.name.clone()))
            .unwrap()
    }

    #[tokio::test]
    async fn a_program_that_was_refused_is_never_in_force() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!(
            "sqlite://{}",
            folder.path().join("t.db").display()
        ))
        .unwrap();
        let new = NewMerchant {
            id: MerchantId::new(),
            slug: "coffee".into(),
            program: program("First"),
            test: true,
            now: Timestamp(0),
        };
        let tenant = store
            .write(move |tx| tx.create_merchant(&new))
            .await
            .unwrap();
        assert_eq!(name_in_force(&store, tenant).await, (1, "First".into()));

        let refused = store.write(move |tx| {
            tx.lock(tenant)?;
            tx.save_program(tenant, &program("Refused"), Timestamp(1))?;
            assert_eq!(
                tx.program(tenant)?.name,
                "Refused".into(),
                "a transaction sees what it saved itself"
            );
            Err::<(), _>(Code::Forbidden.because("changed its mind"))
        });
        assert!(refused.await.is_err());
        assert_eq!(name_in_force(&store, tenant).await, (1, "First".into()));

        store
            .write(move |tx| tx.save_program(tenant, &program("Second"), Timestamp(2)))
            .await
            .unwrap();
        let seen_by_a_write = store
            .write(move |tx| {
                tx.lock(tenant)
                    .and_then(|()| tx.program(tenant))
            })
            .await
            .unwrap();
        assert_eq!(
            (seen_by_a_write.version, seen_by_a_write.name.clone()),
            (2, "Second".into())
        );
        assert_eq!(name_in_force(&store, tenant).await, (2, "Second".into()));
    }
}
