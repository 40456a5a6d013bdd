//! Asking over HTTP, and asking again.

use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value as Json;
use ureq::Agent;
use ureq::http::HeaderMap;
use ureq::tls::TlsConfig;

use super::{Failure, Trust};

/// Longer answers are not read.
const LONGEST: u64 = 32 << 20;

/// How long and how often to wait.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// How often a question is asked again.
    pub retries: u32,
    /// How long to wait for an answer.
    pub timeout: Duration,
    /// The first wait before asking again; each one is twice the one before.
    pub first: Duration,
    /// No wait is longer.
    pub longest: Duration,
}

/// A chat-completions endpoint.
#[derive(Debug)]
pub struct Endpoint {
    agent: Agent,
    address: String,
    key: Option<String>,
    patience: Patience,
}

/// What one attempt gave.
enum Attempt {
    Answer(Json),
    Failed(Failure),
    /// Not now, for this reason; perhaps after so long.
    Later(String, Option<Duration>),
}

impl Endpoint {
    /// An endpoint at the base address of an interface (`http://localhost:8080/v1`) or at its full one.
    #[must_use]
    pub fn new(url: &str, key: Option<String>, trust: &Trust, patience: Patience) -> Self {
        let tls = TlsConfig::builder().root_certs(trust.0.clone()).build();
        let agent = Agent::config_builder()
            .timeout_global(Some(patience.timeout))
            .http_status_as_error(false)
            .tls_config(tls)
            .user_agent(concat!("factloom/", env!("CARGO_PKG_VERSION")))
            .build()
            .new_agent();
        let base = url.trim_end_matches('/');
        let address = if base.ends_with("/chat/completions") {
            base.to_owned()
        } else {
            format!("{base}/chat/completions")
        };
        Self {
            agent,
            address,
            key,
            patience,
        }
    }

    /// Where questions are sent.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Asks until there is an answer that `accept` takes, or no patience left. `note` is told of every wait.
    ///
    /// # Errors
    /// There is no answer.
    pub fn ask<T>(
        &self,
        body: &Json,
        accept: impl Fn(&Json) -> Result<T, Failure>,
        note: &mut dyn FnMut(&str),
    ) -> Result<(T, Json), Failure> {
        let mut wait = self.patience.first;
        let mut attempts = 0;
        loop {
            attempts += 1;
            let (reason, told) = match self.attempt(body) {
                Attempt::Answer(answer) => match accept(&answer) {
                    Ok(accepted) => return Ok((accepted, answer)),
                    Err(Failure::Batch(message)) => (message, None),
                    Err(failure) => return Err(failure),
                },
                Attempt::Failed(failure) => return Err(failure),
                Attempt::Later(reason, told) => (reason, told),
            };
            if attempts > self.patience.retries {
                return Err(Failure::Batch(format!("{reason} (asked {attempts} times)")));
            }
            let pause = told.unwrap_or(wait).min(self.patience.longest);
            note(&format!(
                "{reason}; asking again in {} s",
                pause.as_secs_f64()
            ));
            thread::sleep(pause);
            wait = (wait * 2).min(self.patience.longest);
        }
    }

    fn attempt(&self, body: &Json) -> Attempt {
        let mut request = self
            .agent
            .post(&self.address)
            .header("Content-Type", "application/json");
        if let Some(key) = &self.key {
            request = request.header("Authorization", format!("Bearer {key}"));
        }
        let mut response = match request.send(body.to_string()) {
            Ok(response) => response,
            Err(error) => return self.unsent(error),
        };
        let status = response.status().as_u16();
        let told = retry_after(response.headers());
        let text = response
            .body_mut()
            .with_config()
            .limit(LONGEST)
            .read_to_string();
        let text = match text {
            Ok(text) => text,
            Err(error) => return Attempt::Later(format!("the answer broke off: {error}"), None),
        };
        let said = || {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let short: String = words.chars().take(200).collect();
            format!("{} answers {status}: {short}", self.address)
        };
        match status {
            200..=299 => match serde_json::from_str(&text) {
                Ok(answer) => Attempt::Answer(answer),
                Err(error) => Attempt::Later(format!("the answer is not JSON: {error}"), None),
            },
            408 | 409 | 425 | 429 | 500..=599 => Attempt::Later(said(), told),
            400 | 413 | 422 => Attempt::Failed(Failure::Batch(said())),
            _ => Attempt::Failed(Failure::Final(said())),
        }
    }

    fn unsent(&self, error: ureq::Error) -> Attempt {
        match error {
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => {
                let message = format!("{} is no address that can be asked: {error}", self.address);
                Attempt::Failed(Failure::Final(message))
            }
            ureq::Error::Timeout(_) => {
                let seconds = self.patience.timeout.as_secs_f64();
                Attempt::Later(
                    format!("{} gave no answer in {seconds} s", self.address),
                    None,
                )
            }
            // the certificate is wrong, and will be again
            ureq::Error::Io(error) if is_of_certificate(&error) => {
                let message = format!(
                    "{} is not trusted: {error}; where its certificate is of an authority of your own, \
                     name that authority's file with --ca-file",
                    self.address
                );
                Attempt::Failed(Failure::Final(message))
            }
            other => Attempt::Later(format!("{}: {other}", self.address), None),
        }
    }
}

fn is_of_certificate(error: &std::io::Error) -> bool {
    let inner = error.get_ref().and_then(|e| e.downcast_ref());
    matches!(inner, Some(rustls::Error::InvalidCertificate(_)))
}

/// How long the endpoint asks to wait: in seconds, or until a moment.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get("retry-after")?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let moment = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
    let wait = moment.duration_since(Timestamp::now());
    Some(Duration::try_from(wait).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(value: &str) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert("retry-after", value.parse().unwrap());
        retry_after(&headers)
    }

    #[test]
    fn waits_are_seconds_or_moments() {
        assert_eq!(wait("7"), Some(Duration::from_secs(7)));
        assert_eq!(wait("0.5"), Some(Duration::from_millis(500)));
        assert!(wait("Tue, 31 Dec 2999 23:59:59 GMT").is_some_and(|w| w > Duration::from_secs(60)));
        assert_eq!(wait("Sun, 06 Nov 1994 08:49:37 GMT"), Some(Duration::ZERO));
        assert_eq!(wait("soon"), None);
        assert_eq!(wait("-3"), None);
    }

    #[test]
    fn the_address_is_made_whole() {
        let patience = Patience {
            retries: 0,
            timeout: Duration::from_secs(1),
            first: Duration::from_secs(1),
            longest: Duration::from_secs(1),
        };
        let address = |url: &str| {
            Endpoint::new(url, None, &Trust::default(), patience)
                .address()
                .to_owned()
        };
        let whole = "http://localhost/v1/chat/completions";
        assert_eq!(address("http://localhost/v1/"), whole);
        assert_eq!(address(whole), whole);
    }
}
