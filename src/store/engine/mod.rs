//! The two databases themselves: connections, writers, the schema and what is wrong with one.

pub mod address;
pub(super) mod carry_over;
pub mod connections;
pub mod diagnosis;
pub mod group;
pub mod inspect;
pub mod integrity;
pub mod known_file;
pub mod merchant_queue;
pub mod moving;
pub mod notify;
pub mod pooler;
pub mod postgres;
pub mod prepared;
pub mod queue_keeper;
pub mod schema;
pub mod server;
pub mod sql_types;
pub mod sqlite_writer;
pub mod watch;
pub mod write_queue;
