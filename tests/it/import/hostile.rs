//! A large file in which one line in a hundred is hostile.

use super::{on_both, outcome, visit};

/// A small generator of pseudo-random numbers (splitmix64), the same on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % most as u64) as usize
    }
}

/// A good line spoilt in a way that no reading can mend.
fn spoilt(good: &str, chance: &mut Chance) -> Vec<u8> {
    let cut = 1 + chance.below(good.len() - 2);
    let mut bytes = good.as_bytes().to_vec();
    match chance.below(12) {
        0 => bytes.truncate(cut),
        1 => bytes.insert(cut, 0xff),
        2 => bytes.insert(cut, 0),
        3 => drop(bytes.splice(cut.., b"\xed\xa0\x80\"}".iter().copied())),
        4 => bytes = vec![b'['; 100_000],
        5 => {
            bytes = good
                .replace("visit_validated", "visit_imagined")
                .into_bytes()
        }
        6 => {
            bytes = good
                .replace("\"type\"", "\"event_id\":\"again\",\"type\"")
                .into_bytes()
        }
        7 => {
            bytes = good
                .replace("\"member_id\":\"p", "\"member_id\":\"\\ud83d")
                .into_bytes()
        }
        8 => {
            bytes = good
                .replace(
                    "\"event_id\":\"v",
                    &format!("\"event_id\":\"{}", "x".repeat(1_000_000)),
                )
                .into_bytes()
        }
        9 => {
            bytes = good
                .replace("\"received_at\":\"2025", "\"received_at\":\"2024")
                .into_bytes()
        }
        10 => {
            bytes = good
                .replace("\"amount_minor\":", "\"amount_minor\":-1e")
                .into_bytes()
        }
        _ => {
            bytes = (0..chance.below(3_000) + 1)
                .map(|_| 128 + chance.below(128) as u8)
                .collect()
        }
    }
    bytes
}

on_both! {
    fn one_hostile_line_in_a_hundred_costs_no_other(scene) {
        let mut chance = Chance(20_251_122);
        let (mut text, mut bad, mut good) = (Vec::new(), Vec::new(), Vec::new());
        for number in 0..20_000 {
            let line = visit("m", number);
            if chance.below(100) == 0 {
                bad.push(number as u64 + 1);
                text.extend(spoilt(&line, &mut chance));
            } else {
                text.extend(line.bytes());
                good.push(line);
            }
            text.extend(if chance.below(5) == 0 { b"\r\n".as_slice() } else { b"\n" });
        }
        assert!((150..250).contains(&bad.len()), "{} bad lines", bad.len());
        let database = scene.database("db");
        let (imported, code) = database.import(&scene.file("log", &text));
        assert_eq!((outcome(&imported), code), ((good.len() as u64, 0, bad.clone()), 1));
        assert!(imported["bad"].as_array().unwrap().iter().all(|bad| !bad["reason"].as_str().unwrap().is_empty()));
        let (again, _) = database.import(&scene.path("log"));
        assert_eq!(outcome(&again), (0, good.len() as u64, bad), "the same lines are bad again");
        assert_eq!(database.log("m"), good);
        assert_eq!(database.sound(), good.len() as u64);
    }
}
