//! Random hold-outs and the people in them.

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Tenant, Tx};
use crate::clock::Timestamp;
use crate::domain::event::Arm;
use crate::error::Result;
use crate::ids::{ExperimentId, MemberId, MerchantId};
use crate::store::engine::schema::{cards, experiment_members, experiments};

/// What is held back from the control.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    ToSchema,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
#[serde(rename_all = "snake_case")]
pub enum ExperimentKind {
    /// A message.
    Campaign,
    /// The card.
    Programme,
}

/// Whether everyone has an arm.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Serialize,
    ToSchema,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
#[serde(rename_all = "snake_case")]
pub enum ExperimentState {
    /// Some people still wait for theirs.
    Assigning,
    /// Everybody has one.
    Ready,
}

/// One experiment.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = experiments, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct ExperimentRow {
    pub id: ExperimentId,
    pub merchant_id: MerchantId,
    pub name: String,
    pub kind: ExperimentKind,
    pub outcome_source: String,
    pub holdout_bp: i64,
    pub state: ExperimentState,
    pub people: i64,
    pub treatment: i64,
    pub control: i64,
    pub staff_id: String,
    pub created_at: Timestamp,
    pub assigned_at: Option<Timestamp>,
}

impl ExperimentRow {
    /// The merchant it belongs to.
    pub fn tenant(&self) -> Tenant {
        Tenant(self.merchant_id)
    }
}

/// One person of an experiment.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = experiment_members, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct ExperimentPersonRow {
    pub merchant_id: MerchantId,
    pub experiment_id: ExperimentId,
    pub member_id: MemberId,
    pub arm: Option<String>,
}

/// Everybody without a card: whom a programme can still reach.
const WITHOUT_CARD: &str = "INSERT INTO experiment_members (merchant_id, experiment_id, member_id, arm)
    SELECT $1, $2, members.id, NULL FROM members WHERE members.merchant_id = $1
    AND members.merged_into IS NULL AND members.erased_at IS NULL AND NOT EXISTS (SELECT 1 FROM cards WHERE cards.merchant_id = members.merchant_id AND cards.member_id = members.id)";
/// Everybody with a card in use: whom a message can reach.
const WITH_CARD: &str = "INSERT INTO experiment_members (merchant_id, experiment_id, member_id, arm)
    SELECT $1, $2, members.id, NULL FROM members WHERE members.merchant_id = $1
    AND members.merged_into IS NULL AND members.erased_at IS NULL AND EXISTS (SELECT 1 FROM cards WHERE cards.merchant_id = members.merchant_id AND cards.member_id = members.id AND cards.state = 'active')";

impl Tx<'_> {
    /// Adds an experiment.
    pub fn insert_experiment(&mut self, row: &ExperimentRow) -> Result<()> {
        on_both!(self.conn, |c| diesel::insert_into(experiments::table)
            .values(row)
            .execute(c))?;
        Ok(())
    }

    /// Puts people into a new experiment, without an arm.
    pub fn insert_experiment_people(
        &mut self,
        tenant: Tenant,
        id: ExperimentId,
        people: &[MemberId],
    ) -> Result<()> {
        let rows: Vec<ExperimentPersonRow> = people
            .iter()
            .map(|member| ExperimentPersonRow {
                merchant_id: tenant.id(),
                experiment_id: id,
                member_id: *member,
                arm: None,
            })
            .collect();
        for part in rows.chunks(1_000) {
            on_both!(self.conn, |c| diesel::insert_into(
                experiment_members::table
            )
            .values(part)
            .execute(c))?;
        }
        Ok(())
    }

    /// Puts everybody into a new experiment whom its kind can concern; answers how many they are.
    pub fn insert_everybody(
        &mut self,
        tenant: Tenant,
        id: ExperimentId,
        kind: ExperimentKind,
    ) -> Result<i64> {
        let statement = match kind {
            ExperimentKind::Programme => WITHOUT_CARD,
            ExperimentKind::Campaign => WITH_CARD,
        };
        let (id, merchant) = (id.to_string(), tenant.id().to_string());
        let count = on_both!(self.conn, |c| sql_query(statement)
            .bind::<Text, _>(merchant)
            .bind::<Text, _>(id)
            .execute(c))?;
        Ok(count as i64)
    }

    /// Writes how many people take part.
    pub fn count_experiment_people(
        &mut self,
        tenant: Tenant,
        id: ExperimentId,
        people: i64,
    ) -> Result<()> {
        let row = experiments::table.find((tenant.id(), id));
        on_both!(self.conn, |c| diesel::update(row)
            .set(experiments::people.eq(people))
            .execute(c))?;
        Ok(())
    }

    /// Those among the members who have a card in use, or who ever had any.
    pub fn members_with_cards(
        &mut self,
        tenant: Tenant,
        members: &[MemberId],
        in_use: bool,
    ) -> Result<Vec<MemberId>> {
        use crate::domain::card::CardState;
        let mut found = Vec::new();
        for part in members.chunks(1_000) {
            let with: Vec<MemberId> = on_both!(self.conn, |c| {
                let mut query = cards::table
                    .filter(
                        cards::member_id
                            .eq_any(part)
                            .and(cards::merchant_id.eq(tenant.id())),
                    )
                    .select(cards::member_id)
                    .distinct()
                    .into_boxed();
                if in_use {
                    query = query.filter(cards::state.eq(CardState::Active));
                }
                query.load(c)
            })?;
            found.extend(with);
        }
        Ok(found)
    }

    /// The tenant's experiment.
    pub fn experiment(
        &mut self,
        tenant: Tenant,
        id: ExperimentId,
    ) -> Result<Option<ExperimentRow>> {
        Ok(on_both!(self.conn, |c| experiments::table
            .find((tenant.id(), id))
            .select(ExperimentRow::as_select())
            .get_result(c)
            .optional())?)
    }

    /// The tenant's experiments after `after`, by age.
    pub fn experiments(
        &mut self,
        tenant: Tenant,
        after: Option<ExperimentId>,
        limit: i64,
    ) -> Result<Vec<ExperimentRow>> {
        Ok(on_both!(self.conn, |c| {
            let mut query = experiments::table
                .filter(experiments::merchant_id.eq(tenant.id()))
                .order(experiments::id)
                .limit(limit)
                .select(ExperimentRow::as_select())
                .into_boxed();
            if let Some(after) = after {
                query = query.filter(experiments::id.gt(after));
            }
            query.load(c)
        })?)
    }

    /// Experiments of any merchant in which people still wait: for the sweep, which goes on where a stopped service left off.
    pub fn experiments_assigning(&mut self) -> Result<Vec<ExperimentRow>> {
        Ok(on_both!(self.conn, |c| experiments::table
            .filter(experiments::state.eq(ExperimentState::Assigning))
            .select(ExperimentRow::as_select())
            .load(c))?)
    }

    /// People of an experiment who wait for their arm.
    pub fn people_waiting(
        &mut self,
        tenant: Tenant,
        id: ExperimentId,
        limit: i64,
    ) -> Result<Vec<MemberId>> {
        Ok(on_both!(self.conn, |c| experiment_members::table
            .filter(
                experiment_members::merchant_id
                    .eq(tenant.id())
                    .and(experiment_members::experiment_id.eq(id))
                    .and(experiment_members::arm.is_null())
            )
            .order(experiment_members::member_id)
            .limit(limit)
            .select(experiment_members::member_id)
            .load(c))?)
    }

    /// Gives people their arm.
    pub fn set_arm(
        &mut self,
        tenant: Tenant,
        id: ExperimentId,
        people: &[MemberId],
        arm: Arm,
    ) -> Result<()> {
        for part in people.chunks(1_000) {
            let target = experiment_members::table.filter(
                experiment_members::merchant_id
                    .eq(tenant.id())
                    .and(experiment_members::experiment_id.eq(id))
                    .and(experiment_members::member_id.eq_any(part)),
            );
            on_both!(self.conn, |c| diesel::update(target)
                .set(experiment_members::arm.eq(arm.as_str()))
                .execute(c))?;
        }
        Ok(())
    }

    /// Writes how many people have which arm, and since when everybody has one.
    pub fn save_experiment(&mut self, row: &ExperimentRow) -> Result<()> {
        let change = (
            experiments::state.eq(row.state),
            experiments::treatment.eq(row.treatment),
            experiments::control.eq(row.control),
            experiments::assigned_at.eq(row.assigned_at),
        );
        on_both!(self.conn, |c| diesel::update(
            experiments::table.find((row.merchant_id, row.id))
        )
        .set(change)
        .execute(c))?;
        Ok(())
    }

    /// The people of an experiment after `after`, by age; those of one arm where asked.
    pub fn experiment_people(
        &mut self,
        tenant: Tenant,
        id: ExperimentId,
        arm: Option<Arm>,
        after: Option<MemberId>,
        limit: i64,
    ) -> Result<Vec<ExperimentPersonRow>> {
        Ok(on_both!(self.conn, |c| {
            let mut query = experiment_members::table
                .filter(
                    experiment_members::merchant_id
                        .eq(tenant.id())
                        .and(experiment_members::experiment_id.eq(id)),
                )
                .order(experiment_members::member_id)
                .limit(limit)
                .select(ExperimentPersonRow::as_select())
                .into_boxed();
            if let Some(arm) = arm {
                query = query.filter(experiment_members::arm.eq(arm.as_str()));
            }
            if let Some(after) = after {
                query = query.filter(experiment_members::member_id.gt(after));
            }
            query.load(c)
        })?)
    }
}
