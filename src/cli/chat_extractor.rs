//! `factloom chat-extractor`: an extractor that asks a chat-completions endpoint.

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use super::{Failure, Outcome};
use crate::chat::{self, Cache, Endpoint, Patience, Prices, Settings, Trust};
use crate::error::{Error, ErrorKind};
use crate::ontology::Ontology;

/// Ask a language model behind a chat-completions endpoint for claims
///
/// Meant for `factloom build --extractor 'factloom chat-extractor …'`: documents are read from standard input, claim
/// lines go to standard output, everything else to standard error. Address, model and key may also stand in the
/// environment: FACTLOOM_CHAT_URL, FACTLOOM_CHAT_MODEL, FACTLOOM_CHAT_KEY; so may --ca-file: FACTLOOM_CHAT_CA_FILE.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address of the interface, such as http://localhost:8080/v1
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Name of the model
    #[arg(long, value_name = "NAME")]
    model: Option<String>,
    /// Key of the interface; better given in the environment
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// Certificates (PEM) of the authorities to trust in place of the well-known ones
    #[arg(long, value_name = "FILE")]
    ca_file: Option<PathBuf>,
    /// Ontology to add to the built-in one; the same as for the build
    #[arg(long, value_name = "FILE|DIR")]
    ontology: Vec<PathBuf>,
    /// Sentences in one question
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..))]
    batch: u16,
    /// Folder in which answers are kept
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,
    /// How often a question is asked again
    #[arg(long, value_name = "N", default_value_t = 5)]
    retries: u32,
    /// How long to wait for one answer
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = super::build::parse_seconds)]
    timeout: Duration,
    /// First wait before asking again; each one is twice the one before
    #[arg(long, value_name = "SECONDS", default_value = "1", value_parser = super::build::parse_seconds)]
    backoff: Duration,
    /// Longest wait before asking again
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = super::build::parse_seconds)]
    longest_wait: Duration,
    /// Do not send the schema of answers: for endpoints that do not know response_format
    #[arg(long)]
    no_schema: bool,
    /// Price of a million tokens of questions, for the account
    #[arg(long, value_name = "PRICE")]
    price_in: Option<f64>,
    /// Price of a million tokens of answers
    #[arg(long, value_name = "PRICE")]
    price_out: Option<f64>,
    /// Print the prompts on standard error and send nothing
    #[arg(long)]
    dry_run: bool,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let ontology = Ontology::load(&args.ontology)?;
    let given = |flag: &Option<String>, variable: &str| {
        let set = || std::env::var(variable).ok();
        flag.clone().or_else(set).filter(|v| !v.trim().is_empty())
    };
    let wanted = |flag: &Option<String>, name: &str, variable: &str| {
        given(flag, variable).ok_or_else(|| {
            let message = format!("the {name} is missing; give --{name} or set {variable}");
            Error::new(ErrorKind::Usage, message)
        })
    };
    let authorities = args.ca_file.clone().or_else(|| {
        let set = std::env::var_os("FACTLOOM_CHAT_CA_FILE");
        set.filter(|f| !f.is_empty()).map(PathBuf::from)
    });
    let endpoint = if args.dry_run {
        None
    } else {
        let trust = authorities.map_or_else(|| Ok(Trust::default()), |f| Trust::read(&f))?;
        Some(Endpoint::new(
            &wanted(&args.url, "url", "FACTLOOM_CHAT_URL")?,
            given(&args.key, "FACTLOOM_CHAT_KEY"),
            &trust,
            Patience {
                retries: args.retries,
                timeout: args.timeout,
                first: args.backoff,
                longest: args.longest_wait,
            },
        ))
    };
    let model = match (args.dry_run, given(&args.model, "FACTLOOM_CHAT_MODEL")) {
        (_, Some(model)) => model,
        (true, None) => "none".to_owned(),
        (false, None) => wanted(&args.model, "model", "FACTLOOM_CHAT_MODEL")?,
    };
    let cache = match &args.cache {
        Some(folder) => Some(Cache::new(folder.clone()).map_err(|e| Error::io(folder, &e))?),
        None => None,
    };
    let prices = (args.price_in.is_some() || args.price_out.is_some()).then(|| Prices {
        tokens_in: args.price_in.unwrap_or(0.0),
        tokens_out: args.price_out.unwrap_or(0.0),
    });
    let settings = Settings {
        model,
        batch: usize::from(args.batch),
        structured: !args.no_schema,
        cache,
    };
    let mut err = std::io::stderr();
    // Nobody reads it: no reason to stop.
    let mut log = |message: &str| drop(writeln!(err, "chat-extractor: {message}"));
    let mut input = std::io::stdin().lock();
    let ended = chat::run(
        &ontology,
        &settings,
        endpoint.as_ref(),
        &mut input,
        out,
        &mut log,
    )?;
    if !args.dry_run {
        let mut account = format!("{} claims, {}", ended.claims, ended.usage);
        if let Some(prices) = prices {
            account.push_str(&format!(", cost {:.4}", ended.usage.cost(prices)));
        }
        log(&account);
    }
    Ok(if ended.failed > 0 {
        Outcome::SomeFailed
    } else {
        Outcome::Done
    })
}
