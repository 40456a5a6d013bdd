//! The picture as SVG, drawn without any other program.

use std::fmt::Write as _;
use std::io::Write;

use super::Exporter;
use super::layout::{Point, Rect, Size, Stroke};
use super::scene::{Block, LEADING, RunStyle, Scene, text_height};
use super::text_width::text_width;
use crate::graph::Graph;
use crate::graph::view::{Edge, Family, Node, Options, View};

/// Scalable Vector Graphics.
pub struct Svg;

impl Exporter for Svg {
    fn name(&self) -> &'static str {
        "svg"
    }

    fn about(&self) -> &'static str {
        "the picture, for any browser"
    }

    fn file_name(&self) -> Option<&'static str> {
        Some("graph.svg")
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> std::io::Result<()> {
        self.export_view(graph, Options::default(), out)
    }

    fn export_view(
        &self,
        graph: &Graph,
        options: Options,
        out: &mut dyn Write,
    ) -> std::io::Result<()> {
        out.write_all(draw(&View::of(graph, options)).as_bytes())
    }
}

/// Draws a picture.
#[must_use]
pub fn draw(view: &View) -> String {
    let scene = Scene::of(view);
    let legend = Legend::of(view);
    let width = (scene.layout.size.width + 2.0 * MARGIN)
        .max(legend.least_width())
        .max(text_width(&view.title, 20.0, true) + 2.0 * MARGIN)
        .max(360.0)
        .ceil();
    let legend_height = legend.height(width);
    let height = (HEADER + scene.layout.size.height + legend_height + 2.0 * MARGIN).ceil();
    let mut out = String::new();
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title desc\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n<style>{}</style>\n{MARKERS}\
         <rect class=\"page\" width=\"{width}\" height=\"{height}\" rx=\"10\"/>\n",
        escape(&view.title),
        escape(&view.subtitle),
        style(),
    );
    let _ = write!(
        out,
        "<text class=\"title\" x=\"{MARGIN}\" y=\"{}\">{}</text>\n\
         <text class=\"subtitle\" x=\"{MARGIN}\" y=\"{}\">{}</text>\n",
        MARGIN + 16.0,
        escape(&view.title),
        MARGIN + 36.0,
        escape(&view.subtitle),
    );
    let dx = ((width - scene.layout.size.width) / 2.0)
        .max(MARGIN)
        .round();
    let dy = MARGIN + HEADER;
    let _ = writeln!(out, "<g transform=\"translate({dx} {dy})\">");
    for (i, edge) in view.edges.iter().enumerate() {
        draw_edge(&mut out, view, edge, &scene, i);
    }
    for (i, node) in view.nodes.iter().enumerate() {
        draw_node(&mut out, node, &scene.nodes[i], scene.layout.nodes[i]);
    }
    out.push_str("</g>\n");
    legend.draw(&mut out, width, height - MARGIN - legend_height);
    out.push_str("</svg>\n");
    out
}

const MARGIN: f64 = 28.0;
const HEADER: f64 = 56.0;
const FONT: &str =
    "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'Nimbus Sans', sans-serif";
const MARKERS: &str = "<defs>\n\
    <marker id=\"a\" class=\"head\" viewBox=\"0 0 10 10\" refX=\"9.5\" refY=\"5\" markerWidth=\"9\" markerHeight=\"9\" \
    markerUnits=\"userSpaceOnUse\" orient=\"auto-start-reverse\"><path d=\"M0 1L10 5L0 9L2.5 5z\"/></marker>\n\
    <marker id=\"b\" class=\"head not\" viewBox=\"0 0 10 10\" refX=\"9.5\" refY=\"5\" markerWidth=\"9\" markerHeight=\"9\" \
    markerUnits=\"userSpaceOnUse\" orient=\"auto-start-reverse\"><path d=\"M0 1L10 5L0 9L2.5 5z\"/></marker>\n</defs>\n";

/// Colours of a family: fill, border, text; on a light page, then on a dark one.
pub(super) fn colours(family: Family) -> [[&'static str; 3]; 2] {
    match family {
        Family::Organization => [
            ["#e4eefc", "#3d72b9", "#12305c"],
            ["#16294a", "#6ea3ea", "#dbe9ff"],
        ],
        Family::Agency => [
            ["#ede7f8", "#7a55b8", "#3a2167"],
            ["#2b2144", "#b094ea", "#ece3ff"],
        ],
        Family::Person => [
            ["#fdecd9", "#c77a24", "#5c3508"],
            ["#40290f", "#e9a85b", "#ffead2"],
        ],
        Family::Product => [
            ["#e0f4ea", "#2b8c63", "#0d4630"],
            ["#0f3526", "#57c596", "#d4f7e6"],
        ],
        Family::Agreement => [
            ["#fcf4d0", "#ae8a14", "#4f3e05"],
            ["#3a310d", "#dcbb46", "#fbf0c4"],
        ],
        Family::Place => [
            ["#f1ece5", "#8c765b", "#473a29"],
            ["#332b21", "#bfa685", "#f1e8dc"],
        ],
        Family::Event => [
            ["#fbe4eb", "#bd426e", "#5e1731"],
            ["#421627", "#ec7fa5", "#ffe0ea"],
        ],
        Family::Thing => [
            ["#eff1f4", "#7c8693", "#2d3640"],
            ["#252b33", "#98a3b0", "#e4e9ef"],
        ],
    }
}

fn class(family: Family) -> &'static str {
    match family {
        Family::Organization => "org",
        Family::Agency => "agency",
        Family::Person => "person",
        Family::Product => "product",
        Family::Agreement => "agreement",
        Family::Place => "place",
        Family::Event => "event",
        Family::Thing => "thing",
    }
}

fn style() -> String {
    let mut light = format!(
        "\ntext{{font-family:{FONT};font-size:11.5px}}\n.title{{font-size:20px;font-weight:700}}\n\
         .subtitle,.key{{font-size:12px}}\n.line{{fill:none;stroke-width:1.5}}\n.dash{{stroke-dasharray:6 4}}\n\
         .name,.rel{{font-weight:700}}\n.status{{font-style:italic}}\n.shape{{stroke-width:1.5}}\n\
         .edge:hover .line{{stroke-width:3}}\n"
    );
    let mut dark = String::new();
    let page = |out: &mut String, c: [&str; 5]| {
        let [page, text, faint, line, not] = c;
        let _ = write!(
            out,
            ".page,.back{{fill:{page}}}\n.title,.rel,.plain{{fill:{text}}}\n.subtitle,.key,.faint{{fill:{faint}}}\n\
             .line{{stroke:{line}}}\n.head{{fill:{line}}}\n.line.dash{{stroke:{not}}}\n.head.not,.status{{fill:{not}}}\n"
        );
    };
    page(
        &mut light,
        ["#ffffff", "#1f2731", "#66717e", "#7b8794", "#b0611a"],
    );
    page(
        &mut dark,
        ["#0f141b", "#e3e9f0", "#97a3b0", "#8593a2", "#e59a4d"],
    );
    for family in Family::ALL {
        let class = class(*family);
        for (out, [fill, border, text]) in [&mut light, &mut dark].into_iter().zip(colours(*family))
        {
            let _ = write!(
                out,
                ".{class} .shape{{fill:{fill};stroke:{border}}}\n.{class} text,.{class} tspan{{fill:{text}}}\n"
            );
        }
    }
    format!("{light}@media (prefers-color-scheme:dark){{\n{dark}}}\n")
}

fn draw_edge(out: &mut String, view: &View, edge: &Edge, scene: &Scene, i: usize) {
    let ends = [edge.from, edge.to].map(|n| (view.nodes[n].family, scene.layout.nodes[n]));
    let (dash, marker) = if edge.actual {
        ("", "a")
    } else {
        (" dash", "b")
    };
    let start = if edge.mutual {
        format!(" marker-start=\"url(#{marker})\"")
    } else {
        String::new()
    };
    let _ = write!(
        out,
        "<g class=\"edge\"><title>{}</title>\n<path class=\"line{dash}\" d=\"{}\" marker-end=\"url(#{marker})\"{start}/>\n",
        escape(&edge.tooltip),
        path(&to_borders(&scene.layout.lines[i], ends)),
    );
    let place = scene.layout.labels[i];
    let _ = writeln!(out, "{}", rect("back", place, 5.0));
    text(out, &scene.labels[i], place);
    out.push_str("</g>\n");
}

fn draw_node(out: &mut String, node: &Node, block: &Block, place: Rect) {
    let _ = write!(
        out,
        "<g class=\"{}\"><title>{}</title>\n{}\n",
        class(node.family),
        escape(&node.tooltip),
        shape(node.family, place)
    );
    text(out, block, place);
    out.push_str("</g>\n");
}

/// Lines of text in the middle of a box.
fn text(out: &mut String, block: &Block, place: Rect) {
    let mut y = place.center_y() - text_height(&block.lines) / 2.0;
    for line in &block.lines {
        y += line.above + line.font_size * LEADING;
        let baseline = y - line.font_size * (LEADING - 1.0) / 2.0 - line.font_size * 0.21;
        let _ = write!(
            out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" style=\"font-size:{}px\">",
            number(place.center_x()),
            number(baseline),
            number(line.font_size)
        );
        for run in &line.runs {
            let class = match run.style {
                RunStyle::Name => "name",
                RunStyle::Relation => "rel",
                RunStyle::Plain => "plain",
                RunStyle::Status => "status",
                RunStyle::Faint => "faint",
            };
            let _ = write!(
                out,
                "<tspan class=\"{class}\" xml:space=\"preserve\">{}</tspan>",
                escape(&run.text)
            );
        }
        out.push_str("</text>\n");
    }
}

/// The outline of a family in a box.
fn shape(family: Family, r: Rect) -> String {
    let (x, y, w, h) = (r.x, r.y, r.size.width, r.size.height);
    let polygon = |points: &[(f64, f64)]| {
        let points: Vec<String> = points
            .iter()
            .map(|(px, py)| format!("{},{}", number(x + px), number(y + py)))
            .collect();
        format!(
            "<polygon class=\"shape\" stroke-linejoin=\"round\" points=\"{}\"/>",
            points.join(" ")
        )
    };
    match family {
        Family::Organization => rect("shape", r, 8.0),
        Family::Agency => {
            let inner = Rect {
                x: x + 3.5,
                y: y + 3.5,
                size: Size {
                    width: w - 7.0,
                    height: h - 7.0,
                },
            };
            let inner = rect("shape", inner, 1.0).replace("/>", " style=\"stroke-width:.8\"/>");
            format!("{}{inner}", rect("shape", r, 3.0))
        }
        Family::Person => rect("shape", r, pill(h)),
        Family::Product => {
            let m = h / 2.0;
            polygon(&[
                (POINT, 0.0),
                (w - POINT, 0.0),
                (w, m),
                (w - POINT, h),
                (POINT, h),
                (0.0, m),
            ])
        }
        Family::Agreement => format!(
            "{}<path class=\"shape\" d=\"M{a} {y0}V{b}H{c}\" style=\"fill:none\"/>",
            polygon(&[(0.0, 0.0), (w - FOLD, 0.0), (w, FOLD), (w, h), (0.0, h)]),
            a = number(x + w - FOLD),
            y0 = number(y),
            b = number(y + FOLD),
            c = number(x + w),
        ),
        Family::Place => polygon(&[
            (CUT, 0.0),
            (w - CUT, 0.0),
            (w, CUT),
            (w, h - CUT),
            (w - CUT, h),
            (CUT, h),
            (0.0, h - CUT),
            (0.0, CUT),
        ]),
        Family::Event => polygon(&[(SLANT, 0.0), (w, 0.0), (w - SLANT, h), (0.0, h)]),
        Family::Thing => rect("shape", r, 0.0),
    }
}

const POINT: f64 = 11.0;
const FOLD: f64 = 9.0;
const CUT: f64 = 7.0;
const SLANT: f64 = 10.0;

fn pill(height: f64) -> f64 {
    (height / 2.0).min(20.0)
}

fn rect(class: &str, r: Rect, radius: f64) -> String {
    format!(
        "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>",
        number(r.x),
        number(r.y),
        number(r.size.width),
        number(r.size.height),
        number(radius)
    )
}

/// The line with its ends drawn out to the outlines of the nodes, which do not fill their boxes everywhere.
fn to_borders(line: &[Stroke], ends: [(Family, Rect); 2]) -> Vec<Stroke> {
    let mut line = line.to_vec();
    let last = line.len().saturating_sub(1);
    for (i, (family, place)) in [(0, ends[0]), (last, ends[1])] {
        let Some(stroke) = line.get_mut(i) else {
            continue;
        };
        let p = stroke.end();
        let leftwards = p.x > place.center_x();
        let depth = depth(family, place, p.y, leftwards);
        let p = Point {
            x: if leftwards { p.x - depth } else { p.x + depth },
            y: p.y,
        };
        *stroke = match stroke {
            Stroke::Start(_) => Stroke::Start(p),
            Stroke::Line(_) => Stroke::Line(p),
            Stroke::Curve(_) => Stroke::Curve(p),
        };
    }
    line
}

/// How far the outline lies inside the box at a height, on the right or left side.
fn depth(family: Family, place: Rect, y: f64, right: bool) -> f64 {
    let h = place.size.height;
    let from_middle = (y - place.center_y()).abs();
    match family {
        Family::Product => POINT * from_middle / (h / 2.0),
        Family::Person => {
            let r = pill(h);
            let into_corner = (from_middle - (h / 2.0 - r)).clamp(0.0, r);
            r - (r * r - into_corner * into_corner).sqrt()
        }
        Family::Event => {
            let down = ((y - place.y) / h).clamp(0.0, 1.0);
            SLANT * if right { down } else { 1.0 - down }
        }
        _ => 0.0,
    }
}

fn path(line: &[Stroke]) -> String {
    let mut out = String::new();
    let mut here = Point { x: 0.0, y: 0.0 };
    for stroke in line {
        let end = stroke.end();
        let (x, y) = (number(end.x), number(end.y));
        let _ = match stroke {
            Stroke::Start(_) => write!(out, "M{x} {y}"),
            Stroke::Line(_) => write!(out, "L{x} {y}"),
            Stroke::Curve(_) => {
                let middle = number(f64::midpoint(here.x, end.x));
                write!(out, "C{middle} {} {middle} {y} {x} {y}", number(here.y))
            }
        };
        here = end;
    }
    out
}

/// What shapes, colours and lines mean, in rows below the picture.
struct Legend {
    families: Vec<Family>,
    dashed: bool,
    solid: bool,
}

impl Legend {
    const ROW: f64 = 26.0;

    fn of(view: &View) -> Self {
        Self {
            families: view.families(),
            dashed: view.edges.iter().any(|e| !e.actual),
            solid: view.edges.iter().any(|e| e.actual),
        }
    }

    fn widths(&self) -> Vec<f64> {
        let families = self
            .families
            .iter()
            .map(|f| 40.0 + text_width(f.as_str(), 12.0, false));
        let lines = self.lines().into_iter();
        let lines = lines.map(|(_, name)| 50.0 + text_width(name, 12.0, false));
        families.chain(lines).map(|w| w + 22.0).collect()
    }

    fn lines(&self) -> Vec<(bool, &'static str)> {
        let mut lines = Vec::new();
        if self.solid {
            lines.push((true, "holds or happened"));
        }
        if self.dashed {
            lines.push((false, "ended, planned, possible …, as named"));
        }
        lines
    }

    fn least_width(&self) -> f64 {
        self.widths().into_iter().fold(0.0, f64::max) + 2.0 * MARGIN
    }

    /// The place of each entry, and the number of rows.
    fn places(&self, width: f64) -> (Vec<(f64, f64)>, usize) {
        let (mut x, mut row) = (MARGIN, 0);
        let mut places = Vec::new();
        for entry in self.widths() {
            if x > MARGIN && x + entry - 22.0 > width - MARGIN {
                x = MARGIN;
                row += 1;
            }
            places.push((x, row as f64 * Self::ROW));
            x += entry;
        }
        let rows = if places.is_empty() { 0 } else { row + 1 };
        (places, rows)
    }

    fn height(&self, width: f64) -> f64 {
        let rows = self.places(width).1;
        if rows == 0 {
            0.0
        } else {
            rows as f64 * Self::ROW + 20.0
        }
    }

    fn draw(&self, out: &mut String, width: f64, top: f64) {
        let (places, _) = self.places(width);
        let (families, lines) = places.split_at(self.families.len());
        let top = top + 20.0;
        let key = |out: &mut String, x: f64, y: f64, name: &str| {
            let _ = writeln!(
                out,
                "<text class=\"key\" x=\"{}\" y=\"{}\">{}</text>",
                number(x),
                number(y + 4.2),
                escape(name)
            );
        };
        for (family, (x, y)) in self.families.iter().zip(families) {
            let middle = top + y + Self::ROW / 2.0;
            let place = Rect {
                x: *x,
                y: middle - 9.0,
                size: Size {
                    width: 32.0,
                    height: 18.0,
                },
            };
            let _ = writeln!(
                out,
                "<g class=\"{}\">{}</g>",
                class(*family),
                shape(*family, place)
            );
            key(out, x + 40.0, middle, family.as_str());
        }
        for ((solid, name), (x, y)) in self.lines().into_iter().zip(lines) {
            let middle = number(top + y + Self::ROW / 2.0);
            let (dash, marker) = if solid { ("", "a") } else { (" dash", "b") };
            let _ = writeln!(
                out,
                "<path class=\"line{dash}\" d=\"M{} {middle}H{}\" marker-end=\"url(#{marker})\"/>",
                number(*x),
                number(x + 42.0)
            );
            key(out, x + 50.0, top + y + Self::ROW / 2.0, name);
        }
    }
}

/// A coordinate in tenths.
fn number(value: f64) -> String {
    let tenths = (value * 10.0).round();
    // No "-0".
    let tenths = if tenths == 0.0 { 0.0 } else { tenths };
    format!("{}", tenths / 10.0)
}

/// Text for XML: markup escaped, characters that XML forbids left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn view(entities: usize, claims: usize) -> View {
        let options = Options {
            entities,
            ..Options::default()
        };
        View::of(&sample::graph(entities, claims), options)
    }

    #[test]
    fn nothing_overlaps() {
        for (entities, claims) in [(2, 3), (5, 8), (12, 20), (20, 32), (35, 60), (50, 90)] {
            let view = view(entities, claims);
            let scene = Scene::of(&view);
            let (nodes, labels) = (&scene.layout.nodes, &scene.layout.labels);
            assert_eq!(nodes.len(), view.nodes.len());
            for (i, a) in nodes.iter().enumerate() {
                for b in &nodes[i + 1..] {
                    assert!(!a.overlaps(b), "{entities}: nodes {a:?} {b:?}");
                }
                for b in labels {
                    assert!(!a.overlaps(b), "{entities}: node {a:?}, label {b:?}");
                }
            }
            for (i, a) in labels.iter().enumerate() {
                for b in &labels[i + 1..] {
                    assert!(!a.overlaps(b), "{entities}: labels {a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn lines_pass_no_node_and_only_their_own_label() {
        let view = view(50, 90);
        let scene = Scene::of(&view);
        for (e, line) in scene.layout.lines.iter().enumerate() {
            let ends = [view.edges[e].from, view.edges[e].to];
            for point in samples(line) {
                let within = |r: &Rect| {
                    point.x > r.x + 0.5
                        && point.x < r.x + r.size.width - 0.5
                        && point.y > r.y + 0.5
                        && point.y < r.y + r.size.height - 0.5
                };
                for (n, place) in scene.layout.nodes.iter().enumerate() {
                    assert!(
                        ends.contains(&n) || !within(place),
                        "edge {e} passes node {n}"
                    );
                }
                for (l, place) in scene.layout.labels.iter().enumerate() {
                    assert!(l == e || !within(place), "edge {e} passes label {l}");
                }
            }
        }
    }

    #[test]
    fn the_same_graph_gives_the_same_picture() {
        assert_eq!(draw(&view(20, 30)), draw(&view(20, 30)));
    }

    #[test]
    fn pictures_are_well_formed_and_escaped() {
        let mut graph = sample::graph(3, 4);
        graph.entities[0].label = "A < B & \"C\"\u{0}\u{ffff}".to_owned();
        let picture = draw(&View::of(&graph, Options::default()));
        assert!(picture.contains("A &lt; B &amp; &quot;C&quot;<"));
        assert!(!picture.contains('\u{0}'));
        assert!(picture.contains("words &amp; &lt;words&gt;"));
    }

    #[test]
    fn an_empty_graph_is_drawn_too() {
        let picture = draw(&View::of(&Graph::default(), Options::default()));
        assert!(picture.ends_with("</svg>\n"));
    }

    /// Writes pictures to look at: `FACTLOOM_PICTURES=dir cargo test --lib export::svg`.
    #[test]
    fn pictures_to_look_at() {
        let Some(dir) = std::env::var_os("FACTLOOM_PICTURES") else {
            eprintln!("skipped: FACTLOOM_PICTURES names no folder");
            return;
        };
        for (entities, claims) in [(5, 8), (20, 30), (50, 85)] {
            let path = std::path::Path::new(&dir).join(format!("{entities}.svg"));
            std::fs::write(path, draw(&view(entities, claims))).expect("the folder is there");
        }
    }

    fn samples(line: &[Stroke]) -> Vec<Point> {
        let mut out = Vec::new();
        let mut here = line[0].end();
        for stroke in &line[1..] {
            let end = stroke.end();
            for i in 0..=20 {
                let t = f64::from(i) / 20.0;
                let (mut y, mut x) = (here.y + (end.y - here.y) * t, here.x + (end.x - here.x) * t);
                if let Stroke::Curve(_) = stroke {
                    let s = t * t * (3.0 - 2.0 * t);
                    y = here.y + (end.y - here.y) * s;
                    let m = f64::midpoint(here.x, end.x);
                    let u = 1.0 - t;
                    x = u * u * u * here.x
                        + 3.0 * u * u * t * m
                        + 3.0 * u * t * t * m
                        + t * t * t * end.x;
                }
                out.push(Point { x, y });
            }
            here = end;
        }
        out
    }
}
