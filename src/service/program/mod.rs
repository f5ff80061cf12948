//! The merchant’s program and how it looks: the editor, pictures, the poster.

pub mod editor;
pub mod poster;
pub mod put_program;
pub mod read_program;
