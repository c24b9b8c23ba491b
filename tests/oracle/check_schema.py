# SPDX-License-Identifier: Apache-2.0
# FOLDER/schema.json is a valid schema; FOLDER/ok_*.json satisfy it and FOLDER/bad_*.json do not.
import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    print("the Python module jsonschema is not here")
    sys.exit(77)

folder = pathlib.Path(sys.argv[1])
schema = json.loads((folder / "schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
wrong = 0
for path in sorted(folder.glob("*_*.json")):
    error = next(validator.iter_errors(json.loads(path.read_text())), None)
    if (error is None) != path.name.startswith("ok_"):
        print(path.name, "is valid" if error is None else f"{error.json_path}: {error.message}"[:200])
        wrong += 1
sys.exit(wrong > 0)
