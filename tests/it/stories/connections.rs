//! What comes over a connection before it is a request: clients that dribble, and requests of which two servers could
//! disagree where they end.

use std::time::{Duration, Instant};

use futures_util::future::join_all;

use crate::wire::Wire;
use crate::world::{Answer, Shop};

/// How long the service may take over a time-out's own length.
const GRACE: Duration = Duration::from_secs(4);
/// The pace of a client that dribbles.
const DRIP: Duration = Duration::from_millis(250);

/// Sends what is ready at once and then byte after byte, as long as the service listens; the answer, if one comes, and when.
async fn dribble(base: &str, ready: &str, drops: &str) -> (Option<Answer>, Duration) {
    let begun = Instant::now();
    let mut wire = Wire::open(base).await;
    assert!(wire.send(ready.as_bytes()).await);
    for drop in drops.bytes().cycle() {
        // Whoever answers early is heard, whoever closes too.
        if let Ok(answer) = tokio::time::timeout(DRIP, wire.answer(false)).await {
            return (answer, begun.elapsed());
        }
        wire.send(&[drop]).await;
    }
    unreachable!("the drops have no end")
}

fn within(least_s: u64, took: Duration) -> bool {
    (Duration::from_secs(least_s).mul_f32(0.8)..Duration::from_secs(least_s) + GRACE)
        .contains(&took)
}

fn post(shop: &Shop, path: &str, more: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: shop.example\r\nauthorization: {}\r\ncontent-type: application/json\r\n{more}",
        shop.owner.header("authorization")
    )
}

world_test! {
    async fn clients_that_dribble_are_let_go(world) {
        let shop = world.shop("Coffee").open().await;
        let base = world.base.as_str();
        let long = "content-length: 1000\r\n\r\n{";
        let (scan, location) = (post(&shop, "/v1/scans", long), post(&shop, "/v1/locations", "transfer-encoding: chunked\r\n\r\nfff\r\n"));
        let head = async |drops: &str| {
            let (answer, took) = dribble(base, "GET /livez HTTP/1.1\r\nx-slow: ", drops).await;
            assert!(answer.is_none_or(|answer| answer.status == 408) && within(5, took), "a head: {took:?}");
        };
        let body = async |request: &str| {
            let (answer, took) = dribble(base, request, " ").await;
            assert!(within(15, took), "a body: {took:?}");
            answer.expect("an answer before the end").refused(408, "request_timeout");
        };
        // The join page's form says who looked, so it is read.
        let join = format!("POST /j/{} HTTP/1.1\r\nhost: shop.example\r\n{long}", shop.slug);
        // Nobody waits for the body of a call that is refused anyway.
        let at_once = async |request: String, status: u16| {
            let (answer, took) = dribble(base, &request, " ").await;
            assert_eq!(answer.map(|answer| answer.status), Some(status), "{request}");
            assert!(took < Duration::from_secs(2), "{request}: {took:?}");
        };
        let silent = async {
            let begun = Instant::now();
            let mut wire = Wire::open(base).await;
            wire.send(b"GET /livez HTTP/1.1\r\nhost: ").await;
            let answer = wire.answer(false).await;
            assert!(answer.is_none_or(|answer| answer.status == 408) && within(5, begun.elapsed()), "{:?}", begun.elapsed());
        };
        tokio::join!(
            silent,
            head("x"),
            body(&scan),
            body(&location),
            at_once(scan.replace("sw_live_", "sw_live_x"), 401),
            body(&join),
        );
        assert_eq!(shop.owner.list("/v1/locations").await.len(), 0);
    }
}

world_test! {
    async fn three_hundred_slow_clients_hold_nobody_up(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let half = post(&shop, "/v1/scans", "content-length: 50\r\n\r\n{\"code\":");
        let slow = join_all((0..300).map(async |i| {
            let mut wire = Wire::open(&world.base).await;
            assert!(wire.send(if i % 2 == 0 { half.as_bytes() } else { b"GET /livez HT" }).await);
            wire
        }));
        let slow = slow.await;
        for _ in 0..20 {
            let begun = Instant::now();
            shop.stamp(&card).await;
            assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
        }
        drop(slow);
    }
}

/// Requests that end in one place for one reader and in another for the next: the part behind is a request of its own.
const SHAPES: &[(&str, &str)] = &[
    (
        "both framings",
        "content-length: 6\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "both framings, the other way round",
        "transfer-encoding: chunked\r\ncontent-length: 6\r\n\r\n0\r\n\r\n",
    ),
    (
        "two lengths",
        "content-length: 0\r\ncontent-length: 44\r\n\r\n",
    ),
    (
        "the same length twice",
        "content-length: 2\r\ncontent-length: 2\r\n\r\n{}",
    ),
    ("a list of lengths", "content-length: 2, 2\r\n\r\n{}"),
    ("a length with a sign", "content-length: +2\r\n\r\n{}"),
    ("a negative length", "content-length: -2\r\n\r\n{}"),
    ("a length in sixteens", "content-length: 0x2\r\n\r\n{}"),
    ("a length with a fraction", "content-length: 2.0\r\n\r\n{}"),
    ("no length", "content-length: \r\n\r\n{}"),
    (
        "a length beyond counting",
        "content-length: 99999999999999999999999\r\n\r\n{}",
    ),
    (
        "an unknown coding",
        "transfer-encoding: xchunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "two codings",
        "transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "chunked not last",
        "transfer-encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
    ),
    (
        "chunked twice",
        "transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "chunked twice in one",
        "transfer-encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "chunked in quotes",
        "transfer-encoding: \"chunked\"\r\n\r\n0\r\n\r\n",
    ),
    ("an empty coding", "transfer-encoding: \r\n\r\n0\r\n\r\n"),
    (
        "a coding behind a tab of another kind",
        "transfer-encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "identity and a length",
        "transfer-encoding: identity\r\ncontent-length: 2\r\n\r\n{}",
    ),
    (
        "identity and chunked",
        "transfer-encoding: identity\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "a space before the colon",
        "transfer-encoding : chunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "a space before the length's colon",
        "content-length : 2\r\n\r\n{}",
    ),
    (
        "a folded line",
        "x-folded: a\r\n transfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    ),
    ("a header without a name", ": chunked\r\n\r\n"),
    ("a NUL", "x-nul: a\0b\r\n\r\n"),
    (
        "a lone carriage return",
        "x-odd: a\rtransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    ),
    ("two hosts", "host: other.example\r\n\r\n"),
];

/// Bodies that go wrong after the head was understood: the service may close without a word, for nobody knows where to go on.
const CHUNKS: &[(&str, &str)] = &[
    (
        "a chunk of negative size",
        "transfer-encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n",
    ),
    (
        "a chunk size with a prefix",
        "transfer-encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n",
    ),
    (
        "a chunk size beyond counting",
        "transfer-encoding: chunked\r\n\r\nfffffffffffffffff2\r\n{}\r\n0\r\n\r\n",
    ),
    (
        "a chunk longer than its size",
        "transfer-encoding: chunked\r\n\r\n2\r\n{}xx\r\n0\r\n\r\n",
    ),
    (
        "a chunk that ends in a newline alone",
        "transfer-encoding: chunked\r\n\r\n2\n{}\n0\n\n",
    ),
];

world_test! {
    async fn requests_that_end_in_two_places_are_refused_and_the_connection_closed(world) {
        let shop = world.shop("Coffee").open().await;
        let smuggled = "GET /livez HTTP/1.1\r\nhost: shop.example\r\nx-request-id: smuggled\r\n\r\n";
        let mut wrong = Vec::new();
        for (name, shape) in SHAPES.iter().chain(CHUNKS) {
            let mut wire = Wire::open(&world.base).await;
            let answer = wire.ask(format!("{}{shape}{smuggled}", post(&shop, "/v1/keys", "")).as_bytes(), false).await;
            let status = answer.as_ref().map(|answer| answer.status);
            let next = wire.answer(false).await.map(|answer| answer.header("x-request-id").to_owned());
            let may_be_silent = CHUNKS.iter().any(|(chunk, _)| chunk == name);
            if !(status == Some(400) || status.is_none() && may_be_silent) || next.is_some() {
                wrong.push(format!("{name}: {status:?} {}, then {next:?}", answer.map_or(String::new(), |answer| answer.text())));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert_eq!(shop.owner.list("/v1/keys").await.len(), 3);
    }
}

world_test! {
    async fn head_is_answered_like_get_without_its_body(world) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        let token = phone.pass(card.id()).unwrap().pass_json["authenticationToken"].as_str().unwrap().to_owned();
        world.until(async || (!shop.logged("pass_fetched").await.is_empty() || shop.log().await.len() > 2).then_some(())).await;
        let before = shop.log().await.len();
        let pass = format!("/apple/v1/passes/{}/{}", crate::world::PASS_TYPE, card.id());
        let paths = ["/livez", "/openapi.json", "/v1/cards", "/v1/keys", "/v1/nothing", "/docs", "/robots.txt", &format!("/j/{}", shop.slug), &pass];
        let mut wire = Wire::open(&world.base).await;
        for path in paths {
            for coding in ["identity", "gzip"] {
                let authorization = if path.starts_with("/apple") { format!("ApplePass {token}") } else { shop.owner.header("authorization") };
                let rest = format!("{path} HTTP/1.1\r\nhost: shop.example\r\nauthorization: {authorization}\r\naccept-encoding: {coding}\r\n\r\n");
                let head = wire.ask(format!("HEAD {rest}").as_bytes(), true).await.unwrap();
                assert!(wire.stray().is_empty(), "{path}: HEAD came with a body");
                if path != pass {
                    let get = wire.ask(format!("GET {rest}").as_bytes(), false).await.unwrap();
                    let told = |answer: &Answer| (answer.status, answer.header("content-type").to_owned(), answer.header("content-encoding").to_owned());
                    assert_eq!(told(&head), told(&get), "{path}");
                    assert!(!get.body.is_empty());
                }
                assert_eq!(head.status, if path == "/v1/nothing" { 404 } else { 200 }, "{path}");
            }
        }
        // Only the join page's two GETs left a trace, which is one showing to this visitor.
        let shown = world.until(async || Some(shop.logged("page_viewed").await.len()).filter(|shown| *shown == 1)).await;
        assert_eq!(shop.log().await.len(), before + shown);
        for (method, path, allowed) in [("PATCH", "/v1/cards", "POST, GET, HEAD"), ("OPTIONS", "/v1/scans/x/void", "POST"), ("HEAD", "/v1/stamps", "POST")] {
            let refused = wire.ask(format!("{method} {path} HTTP/1.1\r\nhost: shop.example\r\n\r\n").as_bytes(), method == "HEAD").await.unwrap();
            assert_eq!((refused.status, refused.header("allow")), (405, allowed), "{method} {path}");
        }
    }
}

/// What browsers and phones say they take.
const REAL: &[&str] = &[
    "gzip, deflate, br, zstd",
    "gzip, deflate, br",
    "gzip, deflate",
    "gzip",
];

world_test! {
    async fn a_packed_answer_comes_whole_and_at_once_on_a_kept_connection(world) {
        let shop = world.shop("Coffee").open().await;
        let mut wire = Wire::open(&world.base).await;
        for coding in REAL {
            for path in ["/openapi.json", "/docs", &format!("/j/{}", shop.slug), "/v1/metrics/definitions"] {
                let authorization = shop.owner.header("authorization");
                let rest = format!("{path} HTTP/1.1\r\nhost: shop.example\r\nauthorization: {authorization}\r\n");
                let plain = wire.ask(format!("GET {rest}\r\n").as_bytes(), false).await.unwrap();
                let packed = wire.ask(format!("GET {rest}accept-encoding: {coding}\r\n\r\n").as_bytes(), false).await.unwrap();
                assert_eq!((packed.header("content-encoding"), plain.header("content-encoding")), ("gzip", ""), "{path}");
                assert_eq!((packed.header("transfer-encoding"), packed.header("content-length")), ("", &*packed.body.len().to_string()), "{path}");
                for answer in [&packed, &plain] {
                    assert!(answer.headers.get_all("vary").iter().any(|vary| vary == "Accept-Encoding"), "{path}");
                }
                assert!(packed.body.len() < plain.body.len(), "{path}");
                let head = wire.ask(format!("HEAD {rest}accept-encoding: {coding}\r\n\r\n").as_bytes(), true).await.unwrap();
                assert_eq!(head.header("content-encoding"), "gzip", "{path}");
                assert_eq!((head.header("transfer-encoding"), head.header("content-length").is_empty()), ("", false), "{path}");
            }
        }
    }
}

world_test! {
    async fn passes_and_pictures_are_never_packed_again_and_old_clients_get_no_pieces(world) {
        let shop = world.shop("Coffee").open().await;
        let card = shop.issue_card().await;
        let page = card.page().replace(&world.base, "");
        let mut wire = Wire::open(&world.base).await;
        for path in [format!("{page}/apple"), format!("{page}/stamps.png")] {
            let answer = wire.ask(format!("GET {path} HTTP/1.1\r\nhost: shop.example\r\naccept-encoding: gzip, deflate, br\r\n\r\n").as_bytes(), false).await.unwrap();
            assert_eq!((answer.status, answer.header("content-encoding"), answer.header("transfer-encoding")), (200, "", ""), "{path}");
            assert_eq!((answer.header("content-length"), answer.header("vary")), (&*answer.body.len().to_string(), ""), "{path}");
        }
        let authorization = shop.owner.header("authorization");
        for path in ["/openapi.json", "/v1/exports/events.csv", &page] {
            let request = format!("GET {path} HTTP/1.0\r\nhost: shop.example\r\nauthorization: {authorization}\r\naccept-encoding: gzip\r\n\r\n");
            let answer = Wire::open(&world.base).await.ask(request.as_bytes(), false).await.unwrap();
            assert_eq!((answer.status, answer.header("transfer-encoding"), answer.header("content-encoding")), (200, "", "gzip"), "{path}");
        }
        let exported = |coding: &str| format!("GET /v1/exports/events.csv HTTP/1.1\r\nhost: shop.example\r\nauthorization: {authorization}\r\naccept-encoding: {coding}\r\n\r\n");
        let plain = wire.ask(exported("identity").as_bytes(), false).await.unwrap();
        let packed = wire.ask(exported("gzip").as_bytes(), false).await.unwrap();
        let mut unpacked = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&*packed.body), &mut unpacked).unwrap();
        assert_eq!((unpacked, packed.header("transfer-encoding")), (plain.body, "chunked"), "an export flows");
    }
}

world_test! {
    async fn each_form_of_a_file_has_its_own_tag(world) {
        let mut wire = Wire::open(&world.base).await;
        let mut ask = async |more: &str| wire.ask(format!("GET /assets/stampwell.css HTTP/1.1\r\nhost: shop.example\r\n{more}\r\n").as_bytes(), false).await.unwrap();
        let plain = ask("").await.header("etag").to_owned();
        let packed = ask("accept-encoding: gzip\r\n").await.header("etag").to_owned();
        assert_ne!(plain, packed);
        for (coding, tag, status) in [("identity", &plain, 304), ("gzip", &packed, 304), ("gzip", &plain, 200), ("identity", &packed, 200)] {
            let answer = ask(&format!("accept-encoding: {coding}\r\nif-none-match: \"other\", W/{tag}\r\n")).await;
            assert_eq!(answer.status, status, "{coding} {tag}");
            assert_eq!(answer.header("vary"), "Accept-Encoding");
        }
    }
}

world_test! {
    async fn what_is_no_request_leaves_no_error_in_the_log(world) {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        let service = world.serve();
        let long = format!("GET / HTTP/1.1\r\nhost: x\r\nx: {}", "y".repeat(300_000));
        let wild: [&[u8]; 10] = [
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
            b"GET\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
            b"GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            b"GET / HTTP/1.1\r\n\x00: \x00\r\n\r\n",
            b"\xff\xfe\xfd \x80 HTTP/1.1\r\n\r\n",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            long.as_bytes(),
        ];
        for garbage in wild.iter().cycle().take(50) {
            let mut socket = tokio::net::TcpStream::connect(&service.address).await.unwrap();
            // The service may close before it has read all, and need not answer.
            let _ = socket.write_all(garbage).await;
            let _ = socket.shutdown().await;
            let _ = socket.read_to_end(&mut Vec::new()).await;
        }
        let page = world.stranger_at(&service.address).get("/readyz").await;
        assert_eq!(page.status, 200, "the service lives");
        let said = service.stop();
        assert!(!said.contains("ERROR"), "{said}");
        assert!(said.lines().count() < 20, "a stranger must not fill a disk: {said}");
    }
}
