//! The secret changes by a slip in the settings, and what lies in memory stays there.

use super::shop::RealShop;

#[tokio::test]
async fn a_start_with_another_secret_says_how_many_cards_need_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    let secret = |operator: &mut crate::stories::crash::Operator, text: &str| {
        operator
            .settings
            .retain(|(name, _)| *name != "STAMPWELL_SECRET");
        operator
            .settings
            .push(("STAMPWELL_SECRET", text.to_owned()));
    };
    let mut shop = RealShop::open(folder.path(), 2, |operator| {
        secret(operator, "\"0123456789abcdef0123456789abcdef\"")
    })
    .await;
    assert_eq!(shop.service.stop(), Some(0));
    let log = |said: Vec<String>| -> Vec<String> {
        said.into_iter()
            .filter(|line| line.contains("2 live cards"))
            .collect()
    };

    let (service, said) = shop.operator.start().await;
    assert_eq!(service.stop(), Some(0));
    let [line] = &log(said)[..] else {
        panic!("each secret has one line")
    };
    assert!(
        line.contains("INFO") && line.contains("need the secret"),
        "{line}"
    );

    // Another reader of the same file takes the quotation marks off.
    secret(&mut shop.operator, "0123456789abcdef0123456789abcdef");
    let (service, said) = shop.operator.start().await;
    let [line] = &log(said)[..] else {
        panic!("each secret has one line")
    };
    assert!(
        line.contains("ERROR")
            && line.contains("made with another secret")
            && line.contains("STAMPWELL_SECRET"),
        "{line}"
    );
    assert!(
        !line.contains("0123456789abcdef"),
        "the secret is in the log"
    );
    assert_eq!(service.stop(), Some(0));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_crash_leaves_no_copy_of_the_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let shop = RealShop::open(folder.path(), 0, |_| {}).await;
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", shop.service.id())).unwrap();
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"))
        .unwrap();
    assert_eq!(
        core.split_whitespace()
            .skip(4)
            .take(2)
            .collect::<Vec<_>>(),
        ["0", "0"],
        "{core}"
    );
    assert_eq!(shop.service.stop(), Some(0));
}
