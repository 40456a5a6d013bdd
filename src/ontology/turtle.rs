//! Reading Turtle: the only file that knows its parser.

use std::path::Path;

use oxigraph::model::{NamedOrBlankNode, Term};
use oxttl::TurtleParser;

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

/// Reads the statements of a Turtle text, in its order. A syntax error carries path, line and column.
///
/// # Errors
/// The text is not Turtle.
pub fn parse(text: &str, path: &Path) -> Result<Vec<Statement>> {
    let mut statements = Vec::new();
    for triple in TurtleParser::new().for_slice(text.as_bytes()) {
        let triple = triple.map_err(|error| {
            let place = error.location().start;
            Error::new(
                ErrorKind::Ontology,
                format!("this is not Turtle: {}", error.message()),
            )
            .in_file(path)
            .at(place.line as usize + 1, place.column as usize + 1)
        })?;
        statements.push(Statement {
            subject: match triple.subject {
                NamedOrBlankNode::NamedNode(n) => Node::Iri(n.into_string()),
                NamedOrBlankNode::BlankNode(b) => Node::Blank(b.into_string()),
            },
            predicate: triple.predicate.into_string(),
            object: match triple.object {
                Term::NamedNode(n) => Node::Iri(n.into_string()),
                Term::BlankNode(b) => Node::Blank(b.into_string()),
                Term::Literal(l) => Node::Literal(l.value().to_owned()),
                Term::Triple(_) => continue,
            },
        });
    }
    Ok(statements)
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
