use std::fs;
use std::path::{Path, PathBuf};

use super::*;

fn coffee() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("pass-templates/coffee")
}

fn look(right_to_left: bool, digits: NumberingSystem) -> StripLook {
    StripLook {
        colours: Template::load(&coffee())
            .unwrap()
            .description()
            .colours
            .clone(),
        right_to_left,
        digits,
        behind: None,
        along: Vec::new(),
    }
}

fn state(stamps: u32, required: u32) -> StripState {
    StripState {
        stamps,
        required,
        reward_ready: false,
    }
}

/// A copy of the coffee design that a test may spoil.
fn copy() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for file in fs::read_dir(coffee()).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), dir.path().join(file.file_name())).unwrap();
    }
    dir
}

fn fault(dir: &tempfile::TempDir) -> String {
    Template::load(dir.path())
        .unwrap_err()
        .to_string()
}

fn png_size(bytes: &[u8]) -> (u32, u32) {
    picture::checked_png("test", bytes, (4000, 4000)).unwrap()
}

#[test]
fn every_design_has_icon_and_logo_at_three_sizes() {
    let template = Template::load(&coffee()).unwrap();
    let images = template
        .images(&template.description().colours)
        .unwrap();
    let sizes: Vec<_> = images
        .iter()
        .map(|i| (i.name.as_str(), png_size(&i.bytes)))
        .collect();
    assert_eq!(
        sizes,
        [
            ("icon.png", (38, 38)),
            ("icon@2x.png", (76, 76)),
            ("icon@3x.png", (114, 114)),
            ("logo.png", (50, 50)),
            ("logo@2x.png", (100, 100)),
            ("logo@3x.png", (150, 150)),
        ]
    );
}

#[test]
fn icon_and_logo_take_the_colours_of_the_program() {
    let template = Template::load(&coffee()).unwrap();
    let brown = template
        .description()
        .colours
        .clone();
    let teal = Colours {
        background: "#0f766e".into(),
        ..brown.clone()
    };
    let [one, other] = [&brown, &teal].map(|colours| template.images(colours).unwrap());
    assert!(
        one.iter()
            .zip(other.iter())
            .all(|(a, b)| a.sha1 != b.sha1)
    );
    assert!(
        Arc::ptr_eq(&one, &template.images(&brown).unwrap()),
        "drawn once"
    );
}

#[test]
fn every_design_of_ours_can_be_told_from_the_others() {
    let folder = coffee()
        .parent()
        .unwrap()
        .to_owned();
    let look = look(false, NumberingSystem::Latin);
    let mut pictures = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let template = Template::load(&entry.unwrap().path()).unwrap();
        let picture = template
            .picture(375, 144, state(4, 10), &look)
            .unwrap();
        assert!(!pictures.contains(&picture), "{template:?}");
        pictures.push(picture);
    }
    assert!(pictures.len() >= 10);
}

#[test]
fn outlines_look_like_the_text_that_they_replace() {
    let template = Template::load(&coffee()).unwrap();
    let look = look(true, NumberingSystem::Persian);
    let outlines = template
        .outlined(375, 144, state(4, 10), &look)
        .unwrap();
    assert!(
        !outlines.contains("<text") && !outlines.contains("style="),
        "{outlines}"
    );
    let (outlined, drawn) = (
        picture::render("outlines", &outlines, 375, 144),
        template.picture(375, 144, state(4, 10), &look),
    );
    let weight = |png: &[u8]| png.len() as i64;
    assert!((weight(&outlined.unwrap()) - weight(&drawn.unwrap())).abs() < 400);

    let letters = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 40'><text y='20'>7 Çay</text></svg>";
    let error = super::outlined(letters, &[])
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("Çay"),
        "letters that would vanish are named: {error}"
    );
}

#[test]
fn one_more_stamp_is_another_picture_and_the_same_state_is_the_same() {
    let template = Template::load(&coffee()).unwrap();
    let look = look(false, NumberingSystem::Latin);
    let four = template
        .strip(state(4, 10), &look)
        .unwrap();
    let five = template
        .strip(state(5, 10), &look)
        .unwrap();
    assert_ne!(four.files[2].sha1, five.files[2].sha1);
    let again = template
        .strip(state(4, 10), &look)
        .unwrap();
    assert_eq!(four.files[2].sha1, again.files[2].sha1);
    let sizes: Vec<_> = four
        .files
        .iter()
        .map(|f| png_size(&f.bytes))
        .collect();
    assert_eq!(sizes, [(375, 144), (750, 288), (1125, 432)]);
}

#[test]
fn a_reward_along_the_way_is_drawn_where_it_is_earned() {
    let template = Template::load(&coffee()).unwrap();
    let along = StripLook {
        along: vec![4],
        ..look(false, NumberingSystem::Latin)
    };
    let drawn = |stamps| template.svg(375, 144, state(stamps, 8), &along);
    assert!(!drawn(0).contains(">4</text>") && drawn(0).contains(">5</text>"));
    let plain = template.svg(375, 144, state(4, 8), &look(false, NumberingSystem::Latin));
    assert_eq!(
        drawn(4),
        plain,
        "once it is earned it is a stamp like any other"
    );
}

#[test]
fn direction_digits_and_a_waiting_reward_change_the_picture() {
    let template = Template::load(&coffee()).unwrap();
    let svg =
        |right_to_left, digits| template.svg(375, 144, state(4, 10), &look(right_to_left, digits));
    let persian = svg(true, NumberingSystem::Persian);
    assert!(
        persian.contains(">۵</text>") && svg(false, NumberingSystem::Arabic).contains(">٥</text>")
    );
    assert_ne!(persian, svg(false, NumberingSystem::Persian));
    let ready = template.svg(
        375,
        144,
        StripState {
            stamps: 0,
            required: 10,
            reward_ready: true,
        },
        &look(false, NumberingSystem::Latin),
    );
    assert!(
        !ready.contains("<text"),
        "a card whose reward waits shows full"
    );
}

#[test]
fn digits_really_appear_in_the_picture() {
    let template = Template::load(&coffee()).unwrap();
    let digits = |digits| {
        template
            .picture(375, 144, state(0, 10), &look(false, digits))
            .unwrap()
    };
    let latin = digits(NumberingSystem::Latin);
    assert_ne!(latin, digits(NumberingSystem::Persian));
    assert_ne!(latin, digits(NumberingSystem::Arabic));
    let without = template.svg(375, 144, state(0, 10), &look(false, NumberingSystem::Latin));
    let without = without
        .split("<text")
        .map(|part| {
            part.split_once("</text>")
                .map_or(part, |(_, rest)| rest)
        })
        .collect::<String>();
    assert_ne!(
        latin,
        picture::render("test", &without, 375, 144).unwrap(),
        "the embedded font must draw"
    );
}

#[test]
fn any_count_and_any_size_can_be_drawn() {
    let template = Template::load(&coffee()).unwrap();
    for required in [1, 2, 3, 7, 13, 50, 100, 0, 5_000] {
        let svg = template.svg(
            375,
            144,
            state(required / 2, required),
            &look(true, NumberingSystem::Persian),
        );
        assert!(svg.matches("<circle").count() >= required.clamp(1, 100) as usize);
    }
    assert_eq!(
        png_size(
            &template
                .picture(1032, 336, state(3, 8), &look(false, NumberingSystem::Latin))
                .unwrap()
        ),
        (1032, 336)
    );
    assert!(
        template
            .picture(
                40_000,
                40_000,
                state(3, 8),
                &look(false, NumberingSystem::Latin)
            )
            .is_err()
    );
}

#[test]
fn colours_that_cannot_be_told_apart_are_corrected() {
    let template = Template::load(&coffee()).unwrap();
    let mut look = look(false, NumberingSystem::Latin);
    look.colours.accent = look.colours.background.clone();
    look.colours.label = "not a colour\"/>".into();
    let svg = template.svg(375, 144, state(1, 10), &look);
    assert!(!svg.contains("not a colour"));
    assert_eq!(
        svg.matches("#3b2a20").count(),
        2,
        "background and the cut-out, but no stamp in the colour of the card: {svg}"
    );
}

#[test]
fn the_version_follows_the_content() {
    let dir = copy();
    let before = Template::load(dir.path())
        .unwrap()
        .version()
        .to_owned();
    assert_eq!(
        before,
        Template::load(&coffee())
            .unwrap()
            .version()
    );
    let stamp = fs::read_to_string(dir.path().join("stamp.svg")).unwrap();
    fs::write(
        dir.path().join("stamp.svg"),
        stamp.replace("40.600", "40.7"),
    )
    .unwrap();
    assert_ne!(
        before,
        Template::load(dir.path())
            .unwrap()
            .version()
    );
}

#[test]
fn a_png_of_the_folder_wins_over_the_drawing() {
    let dir = copy();
    let own = picture::render(
        "own",
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9' fill='red'/></svg>",
        76,
        76,
    );
    let own = own.unwrap();
    fs::write(dir.path().join("icon@2x.png"), &own).unwrap();
    let template = Template::load(dir.path()).unwrap();
    let colours = &template.description().colours;
    assert_eq!(template.images(colours).unwrap()[1].bytes, own);
    assert_ne!(
        template.images(colours).unwrap()[2].bytes,
        own,
        "what the folder does not bring is drawn"
    );
}

#[test]
fn what_is_missing_or_hostile_is_said_in_words() {
    let dir = copy();
    fs::remove_file(dir.path().join("stamp.svg")).unwrap();
    assert!(
        fault(&dir).contains("is missing stamp.svg: it is the earned stamp"),
        "{}",
        fault(&dir)
    );

    let dir = copy();
    let toml = fs::read_to_string(dir.path().join("template.toml")).unwrap();
    fs::write(
        dir.path().join("template.toml"),
        toml.replace("stamp.svg", "../../etc/passwd"),
    )
    .unwrap();
    assert!(fault(&dir).contains("not a plain file name"));

    fs::write(
        dir.path().join("template.toml"),
        toml.replace("#f2b33d", "orange"),
    )
    .unwrap();
    assert!(fault(&dir).contains("colours.accent must look like"));

    let dir = copy();
    fs::write(dir.path().join("stamp.svg"), vec![b' '; 300_000]).unwrap();
    assert!(fault(&dir).contains("more than the 262144 allowed"));

    let svg = |inner: &str| {
        format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>{inner}</svg>")
    };
    for (inner, why) in [
        (
            "<image href='/etc/passwd' width='9' height='9'/>",
            "<image>",
        ),
        ("<use href='#a'/>", "<use>"),
        (
            "<text>Gözleme</text>",
            "contains <text>. Convert it to plain paths",
        ),
        ("", "shows no shape"),
        ("<g", "Save it again as plain SVG"),
    ] {
        fs::write(dir.path().join("stamp.svg"), svg(inner)).unwrap();
        assert!(fault(&dir).contains(why), "{}", fault(&dir));
    }

    assert!(
        Template::load(Path::new("/nowhere/at/all"))
            .unwrap_err()
            .to_string()
            .contains("cannot be read")
    );
}

#[test]
fn a_png_is_judged_by_its_header_before_it_is_decoded() {
    let dir = copy();
    let small = picture::render(
        "small",
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        20,
        20,
    )
    .unwrap();
    let huge = {
        let mut bytes = small.clone();
        bytes[16..20].copy_from_slice(&60_000u32.to_be_bytes());
        let crc = {
            let mut c = flate2::Crc::new();
            c.update(&bytes[12..29]);
            c.sum()
        };
        bytes[29..33].copy_from_slice(&crc.to_be_bytes());
        bytes
    };
    for (bytes, why) in [
        (huge, "60000 x 20 pixels"),
        (small.clone(), "but needs 38 x 38"),
        (small[..40].to_vec(), "not a usable PNG"),
        (b"GIF89a".to_vec(), "not a usable PNG"),
    ] {
        fs::write(dir.path().join("icon.png"), bytes).unwrap();
        assert!(fault(&dir).contains(why), "{}", fault(&dir));
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_refused() {
    let dir = copy();
    fs::remove_file(dir.path().join("stamp.svg")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", dir.path().join("stamp.svg")).unwrap();
    assert!(fault(&dir).contains("not a plain file name"));
}

/// Pictures hold no words, so the embedded font needs digits only; one that it lacked would vanish without an error.
#[test]
fn the_embedded_font_draws_every_digit_of_every_language() {
    let drawn = |sign: &str| {
        let text = format!(
            "<text x='4' y='30' font-family='{}' font-weight='700' font-size='30'>{sign}</text>",
            picture::FONT_FAMILY
        );
        picture::render(
            "digit",
            &format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 40'>{text}</svg>"),
            40,
            40,
        )
        .unwrap()
    };
    for digits in ["en", "ar", "ar-MA", "fa", "tr", "uz", "id"].map(NumberingSystem::of_language) {
        let mut seen = vec![drawn(" ")];
        for number in 0..10 {
            let picture = drawn(&digits.write(number));
            assert!(!seen.contains(&picture), "{digits:?} lack {number}");
            seen.push(picture);
        }
    }
}

/// A photo with everything in it from black to white.
fn photo() -> Raster {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, 750, 288);
    encoder.set_color(png::ColorType::Rgb);
    let data: Vec<u8> = (0..750 * 288)
        .flat_map(|i| {
            [
                (i % 750 * 255 / 749) as u8,
                (i / 750 * 255 / 287) as u8,
                (i * 7) as u8,
            ]
        })
        .collect();
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&data)
        .unwrap();
    Raster::read(&out, PicturePlace::Strip).unwrap()
}

#[test]
fn stamps_are_drawn_over_the_shops_own_picture_and_can_be_counted() {
    let template = Template::load(&coffee()).unwrap();
    let photo = photo();
    let look = StripLook {
        behind: Some(photo.behind("a")),
        ..look(false, NumberingSystem::Latin)
    };
    let svg = template.svg(375, 144, state(4, 10), &look);
    let grounds = ["0.6", "0.7", "0.8", "0.9", "1"].map(|veil| {
        svg.matches(&format!("fill-opacity=\"{veil}\""))
            .count()
    });
    assert_eq!(
        grounds.iter().sum::<usize>(),
        10,
        "each place has its own ground: {svg}"
    );
    let strips = [4, 5].map(|stamps| {
        template
            .strip_over(state(stamps, 10), &look, &photo)
            .unwrap()
    });
    let sizes: Vec<_> = strips[0]
        .files
        .iter()
        .map(|file| (file.name.as_str(), png_size(&file.bytes)))
        .collect();
    assert_eq!(
        sizes,
        [("strip.png", (375, 144)), ("strip@2x.png", (750, 288))]
    );
    assert_ne!(strips[0].files[0].sha1, strips[1].files[0].sha1);
    assert!(
        strips[0]
            .files
            .iter()
            .map(|file| file.bytes.len())
            .sum::<usize>()
            < 500_000
    );
    let plain = template
        .strip(
            state(4, 10),
            &StripLook {
                behind: None,
                ..look
            },
        )
        .unwrap();
    assert_ne!(plain.files[0].sha1, strips[0].files[0].sha1);
}
