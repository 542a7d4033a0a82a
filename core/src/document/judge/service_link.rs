//! Service links of Outposts servers: one untagged port, and public anchors (facts FF-11 and FF-12).

use crate::{
    diagnostic::code,
    model::{Connectivity, Key, OutpostForm, OutpostId},
};

use super::Review;

pub(super) fn judge(review: &mut Review<'_, '_>) {
    for (id, outpost) in review.model.outposts.iter() {
        if outpost.form == OutpostForm::Server {
            judge_server(review, id);
        }
    }
}

fn judge_server(review: &mut Review<'_, '_>, id: OutpostId) {
    let model = review.model;
    if model.outposts[id].service_link.connectivity == Some(Connectivity::Private) {
        let message = format!("server `{}` has private anchors", review.name(id));
        let place = review.span(Key::field(id, "connectivity"));
        let found = review
            .problem(code::SERVICE_LINK_OF_SERVER, id, place, message)
            .because("Outposts servers do not support a VPC for anchors.")
            .help("Write `connectivity: public`, or `form: rack` if it is a rack.");
        review.report(found, &[id.into()]);
    }
    for (vif, one) in model.service_link_vifs.iter().filter(|(_, one)| one.outpost == id) {
        let server = review.name(one.outpost);
        let message = format!(
            "server `{server}` has a service link virtual interface `{}`",
            review.name(vif)
        );
        let found = review
            .problem(code::SERVICE_LINK_OF_SERVER, vif, review.head(vif), message)
            .because("The service link of a server is an untagged port, and speaks no BGP.")
            .help("Remove `vifs`, or write `form: rack` if it is a rack.");
        review.report(found, &[vif.into(), id.into()]);
    }
}
