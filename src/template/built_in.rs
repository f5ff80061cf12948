//! Our own designs, compiled into the program: a service that was given no folder has them all.

/// A file of a design.
pub(super) type File = (&'static str, &'static [u8]);

/// A design: the name of its folder, and what lies in it.
pub(super) type Design = (&'static str, &'static [File]);

macro_rules! designs {
    ($($name:literal)*) => {
        [$((
            $name,
            &[
                ("template.toml", include_bytes!(concat!("../../pass-templates/", $name, "/template.toml")).as_slice()),
                ("stamp.svg", include_bytes!(concat!("../../pass-templates/", $name, "/stamp.svg")).as_slice()),
            ],
        )),*]
    };
}

/// Every design of ours, by name.
pub(super) const DESIGNS: [Design; 14] = designs!["book" "bowl" "bread" "car" "coffee" "flower" "heart" "ice" "leaf" "paw" "pizza" "scissors" "star" "tick"];

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_file_of_our_folder_is_built_in_as_it_lies_there() {
        let mut lying = Vec::new();
        for design in
            fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("pass-templates")).unwrap()
        {
            let design = design.unwrap();
            for file in fs::read_dir(design.path()).unwrap() {
                let file = file.unwrap();
                let name = |entry: &fs::DirEntry| {
                    entry
                        .file_name()
                        .into_string()
                        .unwrap()
                };
                lying.push((name(&design), name(&file), fs::read(file.path()).unwrap()));
            }
        }
        let held = DESIGNS
            .iter()
            .flat_map(|(design, files)| {
                files
                    .iter()
                    .map(move |(file, bytes)| (*design, *file, *bytes))
            });
        let mut held: Vec<_> = held
            .map(|(design, file, bytes)| (design.to_owned(), file.to_owned(), bytes.to_vec()))
            .collect();
        lying.sort();
        held.sort();
        assert!(
            lying == held,
            "src/template/built_in.rs names other files than lie in pass-templates"
        );
    }
}
