//! The words that a function returns: every text that it holds.

use syn::{File, ImplItem, Item, LitStr, Type, visit::Visit};

use crate::step::Failure;

/// Returns the texts in `function` or `Type::method` of a file, in order.
pub(super) fn of(text: &str, function: &str) -> Result<Vec<String>, Failure> {
    let file = syn::parse_file(text).map_err(|why| Failure::of(function, why))?;
    let mut texts = Texts::default();
    see(&file, function, &mut texts);
    if texts.0.is_empty() {
        return Err(Failure::new(format!("no function `{function}` holds words")));
    }
    Ok(texts.0)
}

fn see(file: &File, function: &str, texts: &mut Texts) {
    for item in &file.items {
        match item {
            Item::Fn(one) if one.sig.ident == function => texts.visit_block(&one.block),
            Item::Impl(one) => {
                let Type::Path(of) = &*one.self_ty else { continue };
                let Some(of) = of.path.get_ident() else { continue };
                for item in &one.items {
                    if let ImplItem::Fn(method) = item
                        && function == format!("{of}::{}", method.sig.ident)
                    {
                        texts.visit_block(&method.block);
                    }
                }
            }
            _other => {}
        }
    }
}

#[derive(Default)]
struct Texts(Vec<String>);

impl Visit<'_> for Texts {
    fn visit_lit_str(&mut self, text: &LitStr) {
        let text = text.value();
        if !self.0.contains(&text) {
            self.0.push(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_function_alone() {
        let text = r#"
            impl Day { fn word(self) -> &'static str { match self { Self::A => "a", Self::B(_) => "b" } } }
            impl Day { fn other(self) -> &'static str { "c" } }
            fn word(back: bool) -> &'static str { if back { "d" } else { "e" } }
        "#;
        let of = |function| of(text, function).ok().map(|words| words.join(" "));
        assert_eq!(of("Day::word").as_deref(), Some("a b"));
        assert_eq!(of("word").as_deref(), Some("d e"));
        assert_eq!(of("Day::gone"), None);
    }
}
