//! Structs of Rust as the shapes of their JSON.

use std::collections::BTreeMap;

#[cfg(test)]
use syn::File;
use syn::{
    Attribute, Expr, ExprLit, GenericArgument, Item, ItemStruct, Lit, LitStr, Meta, Path,
    PathArguments, Type, punctuated::Punctuated, token::Comma,
};

use super::{
    list::{MEANT, Source},
    shape::{Field, Form, Shape},
};
use crate::step::Failure;

/// A file whose structs are serialized.
pub(super) struct Read {
    source: &'static Source,
    structs: Vec<ItemStruct>,
    /// Other names of types.
    aliases: BTreeMap<String, Type>,
}

impl Read {
    pub(super) fn new(source: &'static Source, text: &str) -> Result<Self, Failure> {
        let file = syn::parse_file(text).map_err(|why| Failure::of(source.file, why))?;
        let (mut structs, mut aliases) = (Vec::new(), BTreeMap::new());
        for item in file.items {
            match item {
                Item::Struct(one) if is_serialized(&one.attrs) => structs.push(one),
                Item::Type(one) => {
                    aliases.insert(one.ident.to_string(), *one.ty);
                }
                Item::Enum(one) if is_serialized(&one.attrs) => {
                    let words = format!("{}: the enum `{}` is not read", source.file, one.ident);
                    return Err(Failure::new(words));
                }
                _other => {}
            }
        }
        let gone =
            source.names.iter().find(|(name, _)| !structs.iter().any(|one| one.ident == name));
        match gone {
            Some((name, _)) => Err(Failure::new(format!("{}: no struct `{name}`", source.file))),
            None => Ok(Self { source, structs, aliases }),
        }
    }

    /// Returns the name in TypeScript of a struct that stands here.
    fn name(&self, rust: &str) -> Option<String> {
        self.structs.iter().find(|one| one.ident == rust)?;
        let listed = self.source.names.iter().find(|(name, _)| *name == rust);
        let plain = rust.strip_suffix("View").unwrap_or(rust);
        Some(listed.map_or(plain, |(_, name)| name).to_owned())
    }
}

/// Returns whether a file holds something that is serialized.
#[cfg(test)]
pub(super) fn serializes(file: &File) -> bool {
    file.items.iter().any(|item| match item {
        Item::Struct(one) => is_serialized(&one.attrs),
        Item::Enum(one) => is_serialized(&one.attrs),
        _other => false,
    })
}

/// Returns the shapes of all structs.
pub(super) fn shapes(files: &[Read]) -> Result<Vec<Shape>, Failure> {
    let mut shapes = Vec::new();
    for file in files {
        let cx = Context { files, file };
        for one in &file.structs {
            let words = |why| Failure::of(&format!("{}: `{}`", file.source.file, one.ident), why);
            shapes.push(cx.shape(one).map_err(words)?);
        }
    }
    Ok(shapes)
}

struct Context<'a> {
    files: &'a [Read],
    file: &'a Read,
}

impl Context<'_> {
    fn shape(&self, one: &ItemStruct) -> Result<Shape, Failure> {
        if one.attrs.iter().any(|attribute| attribute.path().is_ident("serde")) {
            return Err(Failure::new("attributes of serde on a whole struct are not read"));
        }
        let name = self.file.name(&one.ident.to_string()).unwrap_or_default();
        let mut shape = Shape {
            name,
            file: self.file.source.file,
            docs: docs(&one.attrs),
            also: Vec::new(),
            fields: Vec::new(),
        };
        for field in &one.fields {
            let key = field.ident.as_ref().ok_or_else(|| Failure::new("a field has no name"))?;
            let form = self.form(&field.ty)?;
            let told = Told::of(&field.attrs)?;
            if told.flat {
                shape.also.push(form.to_string());
                continue;
            }
            let key = told.name.unwrap_or_else(|| key.to_string());
            let path = format!("{}.{key}", shape.name);
            let form = match (form, told.optional) {
                (Form::OrNull(inner), true) => *inner,
                (form, _) => form,
            };
            let form = match MEANT.iter().find(|(field, _)| *field == path) {
                Some((_, meant)) => form.meant(meant),
                None => Some(form),
            };
            let form = form.ok_or_else(|| Failure::new(format!("`{path}` is no text")))?;
            shape.fields.push(Field {
                key,
                docs: docs(&field.attrs),
                optional: told.optional,
                form,
            });
        }
        Ok(shape)
    }

    fn form(&self, ty: &Type) -> Result<Form, Failure> {
        match ty {
            Type::Reference(one) => self.form(&one.elem),
            Type::Slice(one) => Ok(Form::List(Box::new(self.form(&one.elem)?))),
            Type::Tuple(one) => {
                one.elems.iter().map(|ty| self.form(ty)).collect::<Result<_, _>>().map(Form::Tuple)
            }
            Type::Path(one) => self.named(&one.path),
            _other => Err(Failure::new("a type is neither a name nor a list of some")),
        }
    }

    fn named(&self, path: &Path) -> Result<Form, Failure> {
        let last = path.segments.last().ok_or_else(|| Failure::new("a type has no name"))?;
        let inner = || {
            let first = arguments(&last.arguments).next();
            let first = first.ok_or_else(|| Failure::new(format!("`{}` of what?", last.ident)))?;
            self.form(first).map(Box::new)
        };
        let name = last.ident.to_string();
        match name.as_str() {
            "String" | "str" => Ok(Form::plain("string")),
            "bool" => Ok(Form::plain("boolean")),
            // A `u64` may be more than a number of JavaScript holds; a count never comes near.
            "u8" | "u16" | "u32" | "i8" | "i16" | "i32" | "usize" | "f64" => {
                Ok(Form::plain("number"))
            }
            "Option" => Ok(Form::OrNull(inner()?)),
            "Vec" => Ok(Form::List(inner()?)),
            "Box" => inner().map(|inner| *inner),
            name => match self.file.aliases.get(name) {
                Some(ty) => self.form(ty),
                None => self.object(name).map(Form::Plain),
            },
        }
    }

    /// Returns the name in TypeScript of a struct: of this file, else of the one other that has it.
    fn object(&self, name: &str) -> Result<String, Failure> {
        if let Some(name) = self.file.name(name) {
            return Ok(name);
        }
        let mut others = self.files.iter().filter_map(|file| file.name(name));
        match (others.next(), others.next()) {
            (Some(name), None) => Ok(name),
            (None, _) => Err(Failure::new(format!("the type `{name}` is not on the list"))),
            (Some(_), Some(_)) => {
                Err(Failure::new(format!("the type `{name}` stands in several files")))
            }
        }
    }
}

/// What the attributes of serde tell about a field.
#[derive(Default)]
struct Told {
    name: Option<String>,
    optional: bool,
    flat: bool,
}

impl Told {
    fn of(attributes: &[Attribute]) -> Result<Self, Failure> {
        let mut told = Self::default();
        for attribute in attributes.iter().filter(|one| one.path().is_ident("serde")) {
            let read = attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("rename") {
                    told.name = Some(meta.value()?.parse::<LitStr>()?.value());
                } else if meta.path.is_ident("skip_serializing_if") {
                    told.optional = !meta.value()?.parse::<LitStr>()?.value().is_empty();
                } else if meta.path.is_ident("flatten") {
                    told.flat = true;
                } else {
                    return Err(meta.error("this attribute of serde is not read"));
                }
                Ok(())
            });
            read.map_err(|why| Failure::of("serde", why))?;
        }
        Ok(told)
    }
}

fn arguments(arguments: &PathArguments) -> impl Iterator<Item = &Type> {
    let all = match arguments {
        PathArguments::AngleBracketed(all) => Some(all.args.iter()),
        PathArguments::None | PathArguments::Parenthesized(_) => None,
    };
    all.into_iter().flatten().filter_map(|one| match one {
        GenericArgument::Type(ty) => Some(ty),
        _other => None,
    })
}

fn is_serialized(attributes: &[Attribute]) -> bool {
    attributes.iter().filter(|one| one.path().is_ident("derive")).any(|one| {
        let derived = one.parse_args_with(Punctuated::<Path, Comma>::parse_terminated);
        derived.is_ok_and(|all| {
            all.iter().any(|path| path.segments.last().is_some_and(|one| one.ident == "Serialize"))
        })
    })
}

/// Returns the comment before something, in one line.
fn docs(attributes: &[Attribute]) -> String {
    let line = |one: &Attribute| match &one.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value().trim().to_owned()),
            _other => None,
        },
        _other => None,
    };
    let lines: Vec<String> =
        attributes.iter().filter_map(line).filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    static SOURCE: Source = Source { file: "a.rs", names: &[("Answer", "Trace")] };

    /// Returns the objects that a text of Rust gives, or why it gives none.
    fn read(text: &str) -> Result<String, String> {
        let shapes = Read::new(&SOURCE, text).and_then(|file| shapes(&[file]));
        let shapes = shapes.map_err(|why| why.to_string())?;
        Ok(shapes.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn what_may_be_missing_and_what_may_be_null_differ() {
        let text = r#"
            type Point = (i32, f64);
            /// A way.
            #[derive(Debug, serde::Serialize)]
            struct Answer<'a> {
                #[serde(rename = "return")]
                back: &'a str,
                symmetric: Option<bool>,
                /// Why
                /// not.
                #[serde(skip_serializing_if = "Option::is_none")]
                none: Option<Vec<Option<u32>>>,
                #[serde(skip_serializing_if = "Vec::is_empty")]
                points: Vec<Point>,
                #[serde(flatten)]
                hop: HopView,
            }
            #[derive(Serialize)]
            struct HopView { at: Box<[u8]> }
            struct Other { map: std::collections::BTreeMap<u8, u8> }
        "#;
        let expected = "\
/** A way. */
export interface Trace extends Hop {
  return: string;
  symmetric: boolean | null;
  /** Why not. */
  none?: (number | null)[];
  points?: [number, number][];
}
export interface Hop {
  at: number[];
}
";
        assert_eq!(read(text).as_deref(), Ok(expected));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        let refused = |attribute: &str, field: &str, word: &str| {
            let text = format!("#[derive(Serialize)] {attribute} struct Answer {{ {field} }}");
            let why = read(&text).expect_err("it is refused");
            assert!(why.contains(word), "{why}");
        };
        refused("", "a: BTreeMap<u8, u8>", "`BTreeMap` is not on the list");
        refused("", "a: u64", "`u64` is not on the list");
        refused("", "#[serde(with = \"x\")] a: u8", "this attribute of serde is not read");
        refused("", "verdict: bool", "`Trace.verdict` is no text");
        refused("#[serde(untagged)]", "a: u8", "attributes of serde on a whole struct");
        let two = "#[derive(Serialize)] enum Answer { A }";
        assert!(read(two).is_err_and(|why| why.contains("the enum `Answer` is not read")));
        assert!(read("struct Answer;").is_err_and(|why| why.contains("no struct `Answer`")));
    }
}
