//! The machine that runs the module, and the way texts get in and out of it.

use std::{collections::BTreeMap, path::Path};

use wasmi::{Engine, Func, Instance, Linker, Memory, Module, Store, Val};

/// One running module.
pub(crate) struct Machine {
    store: Store<()>,
    instance: Instance,
    memory: Memory,
    workspace: i32,
}

impl Machine {
    /// Loads and starts a module as a page would.
    pub(crate) fn start(module: &Path) -> Self {
        let engine = Engine::default();
        let module = Module::new(&engine, std::fs::read(module).unwrap()).unwrap();
        let mut store = Store::new(&engine, ());
        let mut linker = Linker::new(&engine);
        for import in module.imports() {
            // The page fills a table of JavaScript values here; texts do not use it. Any other
            // import would be something that this machine does not have and must not ignore.
            // It throws where a workspace is asked while it answers, which only a fault can do.
            let (module, name) = (import.module(), import.name());
            if name.starts_with("__wbg___wbindgen_throw_") {
                let thrown = |_: i32, _: i32| Err::<(), _>(wasmi::Error::new("the module threw"));
                linker.func_wrap(module, name, thrown).unwrap();
            } else {
                assert_eq!(name, "__wbindgen_init_externref_table");
                linker.func_wrap(module, name, || {}).unwrap();
            }
        }
        let instance = linker.instantiate_and_start(&mut store, &module).unwrap();
        let memory = instance.get_memory(&store, "memory").unwrap();
        let mut machine = Self { store, instance, memory, workspace: 0 };
        machine.call("__wbindgen_start", &[], &mut []);
        let mut workspace = [Val::I32(0)];
        machine.call("workspace_new", &[], &mut workspace);
        machine.workspace = workspace[0].i32().unwrap();
        machine
    }

    /// Opens texts by their names, starting from one of them, and returns what the module says of it.
    pub(crate) fn open(&mut self, files: &BTreeMap<String, String>, main: &str) -> String {
        let request = serde_json::json!({ "files": files, "inputs": [main] });
        self.ask("open", &[&request.to_string()])
    }

    /// Calls a method of the workspace that takes and returns texts.
    pub(crate) fn ask(&mut self, name: &str, texts: &[&str]) -> String {
        let name = format!("workspace_{name}");
        let texts: Vec<i32> = texts.iter().flat_map(|text| self.put(text)).collect();
        let arguments = [&[self.workspace], texts.as_slice()].concat();
        let mut answer = [Val::I32(0), Val::I32(0)];
        self.call(&name, &arguments, &mut answer);
        let [start, length] = answer.map(|value| value.i32().unwrap());
        let bytes = {
            let (start, length) = (start as u32 as usize, length as u32 as usize);
            self.memory.data(&self.store)[start..start + length].to_vec()
        };
        self.call("__wbindgen_free", &[start, length, 1], &mut []);
        String::from_utf8(bytes).unwrap()
    }

    /// Puts a text into the memory of the module, which frees it after the call.
    fn put(&mut self, text: &str) -> [i32; 2] {
        let length = i32::try_from(text.len()).unwrap();
        let mut place = [Val::I32(0)];
        self.call("__wbindgen_malloc", &[length, 1], &mut place);
        let start = place[0].i32().unwrap();
        self.memory.write(&mut self.store, start as u32 as usize, text.as_bytes()).unwrap();
        [start, length]
    }

    fn call(&mut self, name: &str, arguments: &[i32], results: &mut [Val]) {
        let function: Func = self.instance.get_func(&self.store, name).unwrap();
        let arguments: Vec<Val> = arguments.iter().copied().map(Val::I32).collect();
        function.call(&mut self.store, &arguments, results).unwrap();
    }
}
