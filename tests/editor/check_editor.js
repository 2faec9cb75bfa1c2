// Does an editor accept every shipped file, mark what is wrong, and complete what can be written?
// Usage: NODE_PATH=... node check_editor.js SCENARIOS_FOLDER. Exit code 1: it does not.
"use strict";
const fs = require("fs");
const path = require("path");
const { fileURLToPath, pathToFileURL } = require("url");
const { getLanguageService, TextDocument } = require("vscode-json-languageservice");

const folder = path.resolve(process.argv[2]);
const service = getLanguageService({
  schemaRequestService: async (uri) => fs.readFileSync(fileURLToPath(uri), "utf8"),
  workspaceContext: { resolveRelativePath: (relative, base) => new URL(relative, base).toString() },
});
service.configure({ validate: true, allowComments: false });

const problems = [];
const expect = (truth, what) => truth || problems.push(what);

function open(text, name) {
  const document = TextDocument.create(pathToFileURL(path.join(folder, name)).toString(), "json", 1, text);
  return { document, json: service.parseJSONDocument(document) };
}

async function marks(text, name) {
  const { document, json } = open(text, name);
  return (await service.doValidation(document, json)).map((mark) => mark.message);
}

/// What is proposed at the place of "|" in a text.
async function proposals(marked, name) {
  const at = marked.indexOf("|");
  const { document, json } = open(marked.slice(0, at) + marked.slice(at + 1), name);
  const list = await service.doComplete(document, document.positionAt(at), json);
  return list.items.map((item) => item.label);
}

function filesBelow(start) {
  return fs.readdirSync(start, { withFileTypes: true }).flatMap((entry) => {
    const whole = path.join(start, entry.name);
    if (entry.isDirectory()) return filesBelow(whole);
    return entry.name.endsWith(".json") && !entry.name.endsWith(".schema.json") ? [whole] : [];
  });
}

async function shippedFilesAreFine() {
  const files = filesBelow(folder);
  expect(files.length > 40, `only ${files.length} files were found`);
  for (const file of files) {
    const name = path.relative(folder, file);
    for (const message of await marks(fs.readFileSync(file, "utf8"), name)) problems.push(`${name}: ${message}`);
  }
  return files.length;
}

const policy = (inside) => `{"$schema": "../editor/policy.schema.json", "interventions": [{${inside}}]}`;
const scenario = (inside) => `{"$schema": "./editor/scenario.schema.json", ${inside}}`;

/// What an editor must mark, and must not.
const marked = {
  '"set": {"review.caer": 1}': true,
  '"set": {"review.care": "much"}': true,
  '"set": {"review.care": -1}': true,
  '"set": {"review.care": 3}': false,
  '"at": "spring"': true,
  '"at": "quarter 2"': false,
};

/// What an editor must propose at "|".
const proposed = [
  [policy('"set": {"|"}'), "policies/x.json", "review.care"],
  [policy('"regime": {"metrics": {"m": {"numerator": {"|"}}}}'), "policies/x.json", "tokens"],
  [policy('"regime": {"combine": "|"}'), "policies/x.json", '"least"'],
  [policy('"at": "|"'), "policies/x.json", '"quarter 2"'],
  [scenario('"policies": {"|"}'), "x.json", "token_quota"],
  [scenario('"policies": {"mine": "|"}'), "x.json", '"token_quota_paired"'],
  [scenario('"practices": {"mine": "|"}'), "x.json", '"dummy_prompts"'],
  [scenario('"practices": {"|"}'), "x.json", "mentor"],
  [scenario('"review": {"|"}'), "x.json", "care"],
  ['{"$schema": "../editor/practice.schema.json", "|"}', "practices/x.json", "stigma"],
  [scenario('"organisation": {"like": "|"}'), "x.json", '"medium"'],
  ['{"$schema": "../editor/organisation.schema.json", "|"}', "organisations/x.json", "release"],
  ['{"$schema": "../editor/organisation.schema.json", "review": {"|"}}', "organisations/x.json", "care"],
];

async function main() {
  const count = await shippedFilesAreFine();
  for (const [inside, wrong] of Object.entries(marked)) {
    const messages = await marks(policy(inside), "policies/x.json");
    expect(messages.length > 0 === wrong, `${inside} is ${wrong ? "not marked" : "marked: " + messages[0]}`);
  }
  for (const [text, name, wanted] of proposed) {
    const labels = await proposals(text, name);
    const found = labels.includes(wanted) || labels.includes(wanted.replaceAll('"', ""));
    expect(found, `in ${text} ${wanted} is not proposed, only ${labels.slice(0, 5).join(", ")}`);
  }
  console.log(problems.join("\n") || `${count} files without a mark, ${proposed.length} completions`);
  process.exitCode = problems.length ? 1 : 0;
}

main();
