//! Reading RDF in any of its syntaxes: the only file that knows its parsers.

use std::path::Path;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser, RdfSyntaxError};
use oxigraph::model::{NamedOrBlankNode, Term};

use crate::error::{Error, ErrorKind, Result};

/// A subject or an object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A resource with an IRI.
    Iri(String),
    /// A resource without one; unique within its file.
    Blank(String),
    /// The text of a literal.
    Literal(String),
}

/// One statement of a Turtle file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What it is about.
    pub subject: Node,
    /// IRI of the predicate.
    pub predicate: String,
    /// The other end.
    pub object: Node,
}

/// Reads the statements of a text in the syntax of RDF that its file name tells: Turtle, N-Triples, RDF/XML or JSON-LD.
/// A syntax error carries path, line and column. Labels in other languages than English are left out.
///
/// # Errors
/// The text is not of that syntax.
pub fn parse(text: &str, path: &Path) -> Result<Vec<Statement>> {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("ttl");
    let (format, name) = match extension.to_lowercase().as_str() {
        "rdf" | "owl" | "xml" if !turtle_like(text) => (RdfFormat::RdfXml, "RDF/XML"),
        "jsonld" => {
            let profile = JsonLdProfileSet::empty();
            (RdfFormat::JsonLd { profile }, "JSON-LD")
        }
        "nt" => (RdfFormat::NTriples, "N-Triples"),
        _ => (RdfFormat::Turtle, "Turtle"),
    };
    let base = "https://w3id.org/factloom/ontology";
    let parser = RdfParser::from_format(format).with_base_iri(base);
    let parser =
        parser.map_err(|e| Error::new(ErrorKind::Ontology, e.to_string()).in_file(path))?;
    let mut statements = Vec::new();
    for quad in parser.for_slice(text.as_bytes()) {
        let quad = quad.map_err(|error| {
            let place = error.location().map(|l| l.start);
            let message = match text_of(&error) {
                Some(message) => format!("this is not {name}: {message}"),
                None => format!("this is not {name}: {error}"),
            };
            let error = Error::new(ErrorKind::Ontology, message).in_file(path);
            match place {
                Some(place) => error.at(place.line as usize + 1, place.column as usize + 1),
                None => error,
            }
        })?;
        let object = match quad.object {
            Term::NamedNode(n) => Node::Iri(n.into_string()),
            Term::BlankNode(b) => Node::Blank(b.into_string()),
            Term::Literal(l) if l.language().is_some_and(|l| !l.starts_with("en")) => continue,
            Term::Literal(l) => Node::Literal(l.value().to_owned()),
            Term::Triple(_) => continue,
        };
        statements.push(Statement {
            subject: match quad.subject {
                NamedOrBlankNode::NamedNode(n) => Node::Iri(n.into_string()),
                NamedOrBlankNode::BlankNode(b) => Node::Blank(b.into_string()),
            },
            predicate: quad.predicate.into_string(),
            object,
        });
    }
    Ok(statements)
}

/// Whether a file named for RDF/XML holds Turtle.
fn turtle_like(text: &str) -> bool {
    !text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('<')
        || text.trim_start().starts_with("<http")
}

/// The message of an error without its place.
fn text_of(error: &RdfSyntaxError) -> Option<String> {
    let all = error.to_string();
    let (_, message) = all.split_once(": ")?;
    all.starts_with("Parser error at")
        .then(|| message.to_owned())
}

/// Line and column (1-based, in characters) where a name is first written, as `prefix:name` or `…name>`.
#[must_use]
pub fn locate(text: &str, name: &str) -> Option<(usize, usize)> {
    text.lines().enumerate().find_map(|(number, line)| {
        let code = line.split(" #").next().unwrap_or(line);
        if code.trim_start().starts_with('#') {
            return None;
        }
        code.match_indices(name).find_map(|(at, _)| {
            let before = code[..at].chars().next_back();
            let after = code[at + name.len()..].chars().next();
            let named = matches!(before, Some(':' | '#' | '/'))
                && !after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
            if !named {
                return None;
            }
            let start = code[..at]
                .rfind(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '[' | '('))
                .map_or(0, |i| {
                    i + code[i..].chars().next().map_or(1, char::len_utf8)
                });
            Some((number + 1, code[..start].chars().count() + 1))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syntax_error_has_its_place() {
        let error = parse(
            "@prefix a: <http://e/> .\na:b a:c ;;; \"x .\n",
            Path::new("x.ttl"),
        )
        .unwrap_err();
        assert!(error.to_string().starts_with("x.ttl:2:"), "{error}");
    }

    #[test]
    fn names_are_located_by_prefix() {
        let text = "# a:Tree\na:Treetop a a:Plant ;\n  a:of  a:Tree .";
        assert_eq!(locate(text, "Tree"), Some((3, 9)));
        assert_eq!(locate(text, "Plant"), Some((2, 13)));
        assert_eq!(locate(text, "Bush"), None);
    }
}
