//! The committed schemas are the ones that the types write.

use std::path::Path;

use taqdir::shape::schema::Contract;

#[test]
fn the_committed_schemas_are_those_of_the_types() {
    for contract in Contract::ALL {
        let path = Path::new("schema").join(contract.file_name());
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        if committed == contract.schema_text() {
            continue;
        }
        if std::env::var_os("TAQDIR_BLESS").is_some() {
            std::fs::write(&path, contract.schema_text()).unwrap();
        } else {
            panic!(
                "{} has drifted: run TAQDIR_BLESS=1 cargo test schema",
                path.display()
            );
        }
    }
}
