//! The iPhone's screen: what the stand-in phone holds, as the page draws it.

use crate::clock::Timestamp;
use crate::http::phone::{PhoneField, PhoneNotification, PhonePass};
use crate::http::qr;
use crate::ids::encode;
use crate::locale::Locale;
use crate::sandbox::Phone;
use crate::sandbox::phone::{Field, InstalledPass};

/// Pictures that the page may ask for.
pub const PICTURES: [&str; 2] = ["logo", "strip"];
/// The phone has a sharp screen.
pub const SCALE: u8 = 3;

/// The passes in the wallet, newest first.
pub fn passes(phone: &Phone, language: Locale) -> Vec<PhonePass> {
    let mut passes = phone.passes();
    // Serial numbers sort by age.
    passes.sort_by(|one, other| {
        other
            .serial_number()
            .cmp(one.serial_number())
    });
    passes
        .iter()
        .map(|pass| shown(pass, language.dir()))
        .collect()
}

fn shown(pass: &InstalledPass, dir: &str) -> PhonePass {
    let fields = pass.fields();
    let group = |name: &str| {
        fields
            .iter()
            .filter(|field| field.group == name)
            .map(field)
            .collect()
    };
    let text = |key: &str| Some(pass.top(key)).filter(|text| !text.is_empty());
    PhonePass {
        serial: pass.serial_number().to_owned(),
        organization: pass.top("organizationName"),
        logo_text: text("logoText"),
        background: pass.top("backgroundColor"),
        foreground: pass.top("foregroundColor"),
        label: pass.top("labelColor"),
        logo_url: picture_url(pass, "logo"),
        strip_url: picture_url(pass, "strip"),
        dir: dir.to_owned(),
        header: group("headerFields"),
        secondary: group("secondaryFields"),
        auxiliary: group("auxiliaryFields"),
        back: group("backFields"),
        qr_svg: pass
            .barcode_message()
            .and_then(qr::svg),
        alt_text: pass.pass_json["barcodes"][0]["altText"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
        voided: pass.voided(),
        reward_ready: fields
            .iter()
            .any(|field| field.key == "rewards_waiting"),
        notification: pass
            .notifications
            .last()
            .map(|news| PhoneNotification {
                text: news.text.clone(),
                at: Timestamp(news.at_ms).to_string(),
            }),
    }
}

fn field(field: &Field) -> PhoneField {
    PhoneField {
        label: field.label.clone(),
        value: field.value.clone(),
    }
}

/// The picture's address changes with its content, so that browsers may keep it.
fn picture_url(pass: &InstalledPass, name: &str) -> Option<String> {
    let digest = openssl::sha::sha256(pass.image(name, SCALE)?);
    Some(format!(
        "/demo/phone/image/{}/{name}?v={}",
        pass.serial_number(),
        encode(&digest[..8])
    ))
}
