fn main() { for c in taqdir::shape::schema::Contract::ALL { std::fs::write(format!("schema/{}", c.file_name()), c.schema_text()).unwrap(); } }
