// Python, out of the way of typing: it answers one question after the other.
import { loadPyodide } from "./pyodide/pyodide.mjs";

async function bytes(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.arrayBuffer();
}

async function ready() {
  const wheels = JSON.parse(new TextDecoder().decode(await bytes("wheels/list.json")));
  const [python, code, ...archives] = await Promise.all([
    loadPyodide(),
    bytes("answers.py"),
    ...wheels.map((name) => bytes(`wheels/${name}`)),
  ]);
  for (const archive of archives) python.unpackArchive(archive, "wheel");
  python.FS.writeFile("answers.py", new Uint8Array(code));
  return python.pyimport("answers").answer;
}

const answer = ready();

onmessage = async ({ data: { id, question } }) => {
  try {
    postMessage({ id, answer: (await answer)(question) });
  } catch (error) {
    // Of a traceback, the line that says what happened.
    postMessage({ id, failure: String(error).trim().split("\n").pop() });
  }
};
