//! A ZIP archive of stored entries, written in one pass from bytes whose checksums are known.
//!
//! PNG does not get smaller, and a phone takes stored entries as well as deflated ones. Only what a package needs is
//! written: no directory entries, no ZIP64, no times (the same content is the same file).

use crate::template::PassFile;

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
/// 1980-01-01, the first day that the format knows.
const DATE: u16 = 0x0021;

/// The archive of these files in this order.
pub fn archive<'a>(files: impl Iterator<Item = &'a PassFile> + Clone) -> Vec<u8> {
    let size: usize = files
        .clone()
        .map(|f| f.bytes.len() + 2 * f.name.len() + 30 + 46)
        .sum();
    let mut out = Vec::with_capacity(size + 22);
    let mut directory = Vec::with_capacity(2048);
    let mut count = 0u16;
    for file in files {
        let offset = out.len() as u32;
        put32(&mut out, LOCAL);
        header(&mut out, file);
        out.extend_from_slice(file.name.as_bytes());
        out.extend_from_slice(&file.bytes);
        put32(&mut directory, CENTRAL);
        // The high byte says MS-DOS: as Unix, attributes of 0 would be files that nobody may read.
        put16(&mut directory, 20);
        header(&mut directory, file);
        // No comment, first disk, no attributes.
        directory.extend_from_slice(&[0; 10]);
        put32(&mut directory, offset);
        directory.extend_from_slice(file.name.as_bytes());
        count += 1;
    }
    let start = out.len() as u32;
    out.extend_from_slice(&directory);
    put32(&mut out, END);
    put32(&mut out, 0);
    put16(&mut out, count);
    put16(&mut out, count);
    put32(&mut out, directory.len() as u32);
    put32(&mut out, start);
    put16(&mut out, 0);
    out
}

/// The fields that local and central header share.
fn header(out: &mut Vec<u8>, file: &PassFile) {
    let length = file.bytes.len() as u32;
    put16(out, 20);
    // No flags: sizes are known beforehand, and names are ASCII, so none is due.
    put16(out, 0);
    put16(out, 0);
    put16(out, 0);
    put16(out, DATE);
    put32(out, file.crc32);
    put32(out, length);
    put32(out, length);
    put16(out, file.name.len() as u16);
    put16(out, 0);
}

fn put16(out: &mut Vec<u8>, value: u16) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn put32(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn another_reader_finds_every_file_as_it_was(contents in vec(vec(any::<u8>(), 0..2000), 0..12)) {
            let file = |(i, c): (usize, &Vec<u8>)| PassFile::new(&format!("en.lproj/{i}.png"), c.clone());
            let files: Vec<PassFile> = contents.iter().enumerate().map(file).collect();
            let mut zip = zip::ZipArchive::new(Cursor::new(archive(files.iter()))).unwrap();
            prop_assert_eq!(zip.len(), contents.len());
            for (i, content) in contents.iter().enumerate() {
                let mut entry = zip.by_index(i).unwrap();
                prop_assert_eq!(entry.name().unwrap(), format!("en.lproj/{i}.png"));
                let mut read = Vec::new();
                entry.read_to_end(&mut read).unwrap();
                prop_assert_eq!(&read, content);
            }
        }
    }
}
