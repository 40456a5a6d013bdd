//! `chat-extractor` against a server in the test itself: good, malformed, slow, cut-off, busy and lying answers.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::fixture::path;
use super::{Run, factloom, run};

const DEAL: &str = "Oskarvale Holdings (OSKV) acquired Tessermint for €240 million in 2021. \
    Anna Brenk is chief executive of Oskarvale.\n";
const QUOTE: &str = "Oskarvale Holdings (OSKV) acquired Tessermint";

/// What the server does with one request.
#[derive(Clone)]
enum Answer {
    /// A status, further headers, and a body.
    Whole(u16, &'static str, String),
    /// A body that ends before its announced length.
    Broken(String),
    /// Nothing for so long.
    Late(Duration),
}

/// A server that gives its answers one after the other, the last one for ever, and remembers what it was asked.
struct Server {
    url: String,
    asked: Arc<Mutex<Vec<(String, Value)>>>,
}

impl Server {
    fn new(answers: Vec<Answer>) -> Self {
        Self::start(answers, None)
    }

    /// A server that speaks TLS, with a certificate that it signed itself.
    fn safe(answers: Vec<Answer>, certificate: &Certificate) -> Self {
        let key = PrivatePkcs8KeyDer::from(certificate.signing_key.serialize_der());
        let config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.cert.der().clone()], key.into())
            .expect("certificate and key belong together");
        Self::start(answers, Some(Arc::new(config)))
    }

    fn start(answers: Vec<Answer>, tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let scheme = if tls.is_some() { "https" } else { "http" };
        let address = listener.local_addr().expect("an address");
        let url = format!("{scheme}://{address}/v1");
        let asked: Arc<Mutex<Vec<(String, Value)>>> = Arc::default();
        let log = Arc::clone(&asked);
        thread::spawn(move || {
            let mut answers = answers.into_iter();
            let mut last = None;
            for stream in listener.incoming().map_while(Result::ok) {
                last = answers.next().or(last);
                let mut wire: Box<dyn Wire> = match &tls {
                    Some(config) => {
                        let held = ServerConnection::new(Arc::clone(config));
                        Box::new(StreamOwned::new(held.expect("a connection"), stream))
                    }
                    None => Box::new(stream),
                };
                let Some(request) = read(&mut wire) else {
                    continue;
                };
                log.lock().expect("not poisoned").push(request);
                let answer = last.clone();
                thread::spawn(move || answer.map(|a| give(wire, a)));
            }
        });
        Self { url, asked }
    }

    fn asked(&self) -> Vec<(String, Value)> {
        self.asked.lock().expect("not poisoned").clone()
    }
}

/// A connection, with or without TLS.
trait Wire: Read + Write + Send {}

impl Wire for TcpStream {}
impl Wire for StreamOwned<ServerConnection, TcpStream> {}

type Certificate = rcgen::CertifiedKey<rcgen::KeyPair>;

/// A new certificate of the server's address that nobody else has signed.
fn certificate() -> Certificate {
    rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate")
}

/// The headers and the body of a request.
fn read(stream: &mut dyn Read) -> Option<(String, Value)> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let lower = head.to_lowercase();
    let length = lower
        .split("content-length:")
        .nth(1)?
        .split("\r\n")
        .next()?
        .trim()
        .parse()
        .ok()?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((head, serde_json::from_slice(&body).ok()?))
}

fn give(mut stream: Box<dyn Wire>, answer: Answer) {
    let text = match answer {
        Answer::Whole(status, headers, body) => format!(
            "HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n{headers}\r\n{body}",
            body.len()
        ),
        Answer::Broken(body) => format!(
            "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len() + 100
        ),
        Answer::Late(time) => {
            thread::sleep(time);
            String::new()
        }
    };
    drop(stream.write_all(text.as_bytes()));
}

fn content(text: &str, finish: &str) -> Answer {
    let body = json!({
        "choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": finish}],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 50},
    });
    Answer::Whole(200, "", body.to_string())
}

fn claims(claims: &[Value]) -> Answer {
    content(&json!({"claims": claims}).to_string(), "stop")
}

fn claim(subject: &str, relation: &str, object: &str, quote: &str) -> Value {
    json!({"sentence": 1, "quote": quote, "subject": subject, "relation": relation, "object": object,
        "qualifiers": [{"name": "validFrom", "value": "2021"}], "status": "actual", "attribution": null,
        "confidence": 0.9})
}

fn good() -> Answer {
    claims(&[claim("OSKV", "owns", "Tessermint", QUOTE)])
}

struct Desk {
    dir: TempDir,
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        fs::write(dir.path().join("deal.txt"), DEAL).expect("writable");
        Self { dir }
    }

    /// Builds with the client as extractor.
    fn build(&self, url: &str, more: &str) -> Run {
        let program = env!("CARGO_BIN_EXE_factloom");
        let command = format!(
            "'{program}' chat-extractor --url {url} --model tiny --backoff 0.01 --retries 2 --timeout 1 {more}"
        );
        let (input, out) = (
            self.dir.path().join("deal.txt"),
            self.dir.path().join("out"),
        );
        run(&[
            "build",
            path(&input),
            "--out",
            path(&out),
            "--extractor",
            &command,
        ])
    }

    fn record(&self) -> Value {
        let text = fs::read_to_string(self.dir.path().join("out/build.json")).expect("written");
        serde_json::from_str::<Value>(&text).expect("JSON")["outside"][0].clone()
    }

    fn claims(&self) -> String {
        fs::read_to_string(self.dir.path().join("out/claims.jsonl")).expect("written")
    }
}

#[test]
#[cfg(unix)]
fn a_good_answer_becomes_claims_and_is_paid_for() {
    let (desk, server) = (Desk::new(), Server::new(vec![good()]));
    let built = desk.build(&server.url, "--key secret --price-in 2 --price-out 10");
    built.fails(0, &["1 claims, 1 requests, 0 answers from the cache, 1000 tokens in, 50 tokens out, cost 0.0025"]);
    assert!(desk.claims().contains("\"extractor\":\"chat:tiny\""));
    assert_eq!(desk.record()["accepted"], 1);
    let asked = server.asked();
    assert_eq!(asked.len(), 1);
    let (head, body) = &asked[0];
    assert!(head.starts_with("POST /v1/chat/completions"), "{head}");
    assert!(
        head.to_lowercase().contains("authorization: bearer secret"),
        "{head}"
    );
    assert_eq!(body["model"], "tiny");
    let schema = &body["response_format"]["json_schema"]["schema"];
    let relation = &schema["properties"]["claims"]["items"]["properties"]["relation"];
    assert!(
        relation["enum"]
            .as_array()
            .expect("relations")
            .contains(&json!("owns"))
    );
    let prompt = body["messages"][1]["content"].as_str().expect("a prompt");
    assert!(
        prompt.contains("[2] Anna Brenk is chief executive"),
        "{prompt}"
    );
    assert!(!built.stderr.contains("secret"));
}

#[test]
#[cfg(unix)]
fn answers_are_kept_and_batches_split() {
    let desk = Desk::new();
    let cache = desk.dir.path().join("cache");
    let more = format!("--batch 1 --cache '{}'", path(&cache));
    let server = Server::new(vec![good(), claims(&[])]);
    desk.build(&server.url, &more)
        .fails(0, &["2 requests, 0 answers from the cache"]);
    desk.build(&server.url, &more)
        .fails(0, &["0 requests, 2 answers from the cache, 0 tokens in"]);
    assert_eq!(server.asked().len(), 2);
    assert_eq!(desk.record()["accepted"], 1);
    // a damaged entry is asked for again
    let entries = fs::read_dir(&cache).expect("the cache");
    for entry in entries {
        fs::write(entry.expect("readable").path(), "{\"cho").expect("writable");
    }
    desk.build(&server.url, &more).fails(0, &["2 requests"]);
    // what is cut off at its length is asked for in halves
    let server = Server::new(vec![
        content("{\"claims\": [{", "length"),
        good(),
        claims(&[]),
    ]);
    desk.build(&server.url, "")
        .fails(0, &["1 claims, 2 requests"]);
    assert_eq!(server.asked().len(), 3);
}

#[test]
#[cfg(unix)]
fn a_busy_slow_or_broken_endpoint_is_asked_again() {
    let busy = Answer::Whole(
        429,
        "retry-after: 1\r\n",
        "{\"error\": \"too many\"}".to_owned(),
    );
    let cases = [
        (
            busy,
            "answers 429: {\"error\": \"too many\"}; asking again in 1 s",
        ),
        (
            Answer::Whole(503, "", "overloaded".to_owned()),
            "answers 503: overloaded; asking again in 0.01 s",
        ),
        (
            Answer::Late(Duration::from_secs(3)),
            "gave no answer in 1 s",
        ),
        (Answer::Broken("{\"choi".to_owned()), "the answer broke off"),
        (
            Answer::Whole(200, "", "<html>".to_owned()),
            "the answer is not JSON",
        ),
        (
            Answer::Whole(200, "", "{}".to_owned()),
            "no choices[0].message.content",
        ),
        (
            content("Sure! Here are the claims", "stop"),
            "the model's answer is not JSON",
        ),
        (content("{\"facts\": []}", "stop"), "no list \"claims\""),
    ];
    for (bad, said) in cases {
        let (desk, server) = (Desk::new(), Server::new(vec![bad, good()]));
        let start = Instant::now();
        desk.build(&server.url, "").fails(0, &[said, "1 claims"]);
        assert_eq!(desk.record()["accepted"], 1, "{said}");
        assert_eq!(server.asked().len(), 2, "{said}");
        assert!(start.elapsed() < Duration::from_secs(30), "{said}");
    }
}

#[test]
#[cfg(unix)]
fn an_endpoint_that_never_answers_costs_only_its_claims() {
    let cases = [
        (
            vec![Answer::Whole(500, "", "broken".to_owned())],
            "(asked 3 times)",
            3,
        ),
        (
            vec![Answer::Whole(401, "", "no such key".to_owned())],
            "answers 401: no such key",
            1,
        ),
        (
            vec![Answer::Whole(400, "", "too long".to_owned())],
            "answers 400: too long",
            1,
        ),
    ];
    for (answers, said, times) in cases {
        let (desk, server) = (Desk::new(), Server::new(answers));
        desk.build(&server.url, "")
            .fails(1, &[said, "ended with exit code 1"]);
        assert_eq!(server.asked().len(), times, "{said}");
        assert!(desk.claims().contains("acquires"));
    }
    let desk = Desk::new();
    desk.build("http://127.0.0.1:9/v1", "")
        .fails(1, &["(asked 3 times)"]);
    desk.build("nowhere", "")
        .fails(1, &["no address that can be asked"]);
    assert!(desk.claims().contains("acquires"));
}

#[test]
#[cfg(unix)]
fn lies_are_rejected() {
    let lies = [
        claim(
            "Oskarvale",
            "owns",
            "Tessermint",
            "Oskarvale sold Tessermint",
        ),
        claim("Oskarvale", "devours", "Tessermint", QUOTE),
        claim(
            "2021",
            "owns",
            "Tessermint",
            "Tessermint for €240 million in 2021",
        ),
        claim("Yllandor", "owns", "Tessermint", QUOTE),
        claim(
            "Anna Brenk",
            "subsidiaryOf",
            "Oskarvale",
            "Anna Brenk is chief executive of Oskarvale",
        ),
        json!({"sentence": 1, "subject": "Oskarvale"}),
    ];
    let (desk, server) = (Desk::new(), Server::new(vec![claims(&lies)]));
    desk.build(&server.url, "")
        .fails(0, &["rejected (quote-not-found)", "left out: {"]);
    let rejected = json!({"quote-not-found": 1, "unknown-relation": 1, "subject-not-in-text": 2, "outside-domain": 1});
    assert_eq!(desk.record()["rejected"], rejected);
    assert!(!desk.claims().contains("chat:tiny"));
}

#[test]
#[cfg(unix)]
fn a_dry_run_prints_the_prompts_and_sends_nothing() {
    let (desk, server) = (Desk::new(), Server::new(vec![good()]));
    desk.build(&server.url, "--dry-run").fails(
        0,
        &[
            "[1] Oskarvale Holdings (OSKV) acquired",
            "- owns: ",
            "Rules",
        ],
    );
    assert!(server.asked().is_empty());
    assert_eq!(desk.record()["claims"], 0);
}

#[test]
#[cfg(unix)]
fn a_certificate_is_trusted_only_where_it_is_named() {
    let (own, other) = (certificate(), certificate());
    let (desk, server) = (Desk::new(), Server::safe(vec![good()], &own));
    let file = desk.dir.path().join("authority.pem");
    let named = format!("--ca-file '{}'", path(&file));
    fs::write(&file, other.cert.pem()).expect("writable");
    for more in ["", &named] {
        let refused = desk.build(&server.url, more);
        refused.fails(
            1,
            &["is not trusted: invalid peer certificate", "--ca-file"],
        );
        assert!(
            !refused.stderr.contains("asking again"),
            "{}",
            refused.stderr
        );
    }
    assert!(server.asked().is_empty());
    fs::write(&file, own.cert.pem()).expect("writable");
    desk.build(&server.url, &named)
        .fails(0, &["1 claims, 1 requests"]);
    assert_eq!(server.asked().len(), 1);
    fs::write(&file, own.signing_key.serialize_pem()).expect("writable");
    desk.build(&server.url, &named)
        .fails(1, &["authority.pem: this file holds no certificate"]);
}

#[test]
fn what_is_missing_is_said() {
    let asks = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = factloom();
        command.arg("chat-extractor").args(arguments);
        for name in [
            "FACTLOOM_CHAT_URL",
            "FACTLOOM_CHAT_MODEL",
            "FACTLOOM_CHAT_KEY",
            "FACTLOOM_CHAT_CA_FILE",
        ] {
            command.env_remove(name);
        }
        command.envs(variables.iter().copied());
        let output = command
            .write_stdin("no document\n")
            .output()
            .expect("it runs");
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    let (code, said) = asks(&[], &[]);
    assert!(
        code == Some(2) && said.contains("--url or set FACTLOOM_CHAT_URL"),
        "{said}"
    );
    let (code, said) = asks(&["--url", "http://localhost:9"], &[]);
    assert!(
        code == Some(2) && said.contains("--model or set FACTLOOM_CHAT_MODEL"),
        "{said}"
    );
    let variables = [
        ("FACTLOOM_CHAT_URL", "http://localhost:9"),
        ("FACTLOOM_CHAT_MODEL", "tiny"),
    ];
    let missing = [&variables[..], &[("FACTLOOM_CHAT_CA_FILE", "no-such.pem")]].concat();
    let (code, said) = asks(&[], &missing);
    assert!(code == Some(2) && said.contains("no-such.pem"), "{said}");
    let (code, said) = asks(&[], &variables);
    assert!(
        code == Some(1) && said.contains("line 1: no document"),
        "{said}"
    );
}
