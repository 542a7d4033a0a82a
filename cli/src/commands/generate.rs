//! `outpath generate`: the topology file of a made-up estate.

use std::{io, path::Path};

use outpath_core::analysis::{Size, generate};

use crate::{Io, args::Generate, exit, save};

/// Makes the estate and writes it, its full table in a file of its own.
pub(crate) fn run(args: &Generate, io: &mut Io<'_>) -> io::Result<u8> {
    let size = size(args);
    if args.output.is_none() && size.routes > 0 {
        writeln!(
            io.stderr,
            "outpath: the full table is a file of its own: give --output FILE, or --routes 0"
        )?;
        return Ok(exit::FAILED);
    }
    let beside = args.output.as_deref().map(routes_file).unwrap_or_default();
    let name = Path::new(&beside).file_name().unwrap_or_default().to_string_lossy();
    let estate = match generate(args.seed, size, &name) {
        Ok(estate) => estate,
        Err(why) => {
            writeln!(io.stderr, "outpath: {why}")?;
            return Ok(exit::FAILED);
        }
    };
    let Some(output) = &args.output else {
        io.stdout.write_all(estate.topology.as_bytes())?;
        return Ok(exit::CLEAN);
    };
    let routes = estate.routes.as_ref().map(|routes| (&beside, routes));
    let files: Vec<_> = routes.into_iter().chain([(output, &estate.topology)]).collect();
    for (name, _) in &files {
        if save::stands_in_the_way(io, name, args.force)? {
            return Ok(exit::FAILED);
        }
    }
    for (name, text) in files {
        if !save::new_file(io, name, args.force, text)? {
            return Ok(exit::FAILED);
        }
    }
    Ok(exit::CLEAN)
}

fn size(args: &Generate) -> Size {
    let Size { outposts, vpcs, subnets, instances, sites, routes } = args.size;
    Size {
        outposts: args.outposts.unwrap_or(outposts),
        vpcs: args.vpcs.unwrap_or(vpcs),
        subnets: args.subnets.unwrap_or(subnets),
        instances: args.instances.unwrap_or(instances),
        sites: args.sites.unwrap_or(sites),
        routes: args.routes.unwrap_or(routes),
    }
}

/// Returns the name of the file with the full table, beside that of the topology.
fn routes_file(topology: &str) -> String {
    let stem = Path::new(topology).file_stem().unwrap_or_default().to_string_lossy();
    let beside = Path::new(topology).with_file_name(format!("{stem}-routes.csv"));
    beside.to_string_lossy().into_owned()
}
