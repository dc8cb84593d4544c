// Runs the cells of notebooks on the kernel that they name, as far as the tests need it, as VS Code's Jupyter extension does.
// The status bar says when it is ready, and how the latest run ended; the notebook is saved by then.

const { spawn } = require("node:child_process");
const path = require("node:path");
const readline = require("node:readline");
const vscode = require("vscode");

const LANGUAGE = "csharp";

// The kernel of one notebook, reached through the system's jupyter_client.
class Kernel {
  constructor(notebook) {
    const { name } = notebook.metadata.metadata.kernelspec;
    this.client = spawn("/usr/bin/python3", [path.join(__dirname, "kernel.py"), name], { cwd: path.dirname(notebook.uri.fsPath) });
    this.log = "";
    this.client.stderr.on("data", text => { this.log += text; });
    this.messages = readline.createInterface({ input: this.client.stdout })[Symbol.asyncIterator]();
  }

  // What the kernel sends while it runs the code, up to its reply.
  async *run(code) {
    this.client.stdin.write(`${JSON.stringify(code)}\n`);
    for (;;) {
      const { value, done } = await this.messages.next();
      if (done) {
        throw new Error(`The kernel ended: ${this.log}`);
      }
      const message = JSON.parse(value);
      yield message;
      if (message.type === "execute_reply") {
        return;
      }
    }
  }

  end() {
    this.client.stdin.end();
  }
}

function item(mimeType, content) {
  return mimeType.startsWith("image/") && mimeType !== "image/svg+xml"
    ? new vscode.NotebookCellOutputItem(Buffer.from(content, "base64"), mimeType)
    : vscode.NotebookCellOutputItem.text(content, mimeType);
}

// True if the cell ran to its end.
async function runCell(execution, kernel) {
  const shown = new Map();
  const show = (outputType, data) => {
    const output = new vscode.NotebookCellOutput(Object.entries(data).map(([mimeType, content]) => item(mimeType, content)), { outputType });
    return execution.appendOutput(output).then(() => output);
  };
  let stream = null;
  for await (const { type, content } of kernel.run(execution.cell.document.getText())) {
    if (type === "stream") {
      const text = vscode.NotebookCellOutputItem[content.name](content.text);
      if (stream?.name === content.name) {
        await execution.appendOutputItems(text, stream.output);
      } else {
        stream = { name: content.name, output: new vscode.NotebookCellOutput([text], { outputType: type }) };
        await execution.appendOutput(stream.output);
      }
      continue;
    }
    if (type === "execute_input") {
      execution.executionOrder = content.execution_count;
    } else if (type === "execute_result" || type === "display_data") {
      shown.set(content.transient?.display_id, await show(type, content.data));
    } else if (type === "update_display_data") {
      await execution.replaceOutputItems(
        Object.entries(content.data).map(([mimeType, value]) => item(mimeType, value)), shown.get(content.transient.display_id));
      continue;
    } else if (type === "error") {
      const error = { name: content.ename, message: content.evalue, stack: content.traceback.join("\n") };
      await execution.appendOutput(new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.error(error)], { outputType: type }));
    } else if (type === "execute_reply") {
      return content.status === "ok";
    }
    stream = null;
  }
}

exports.activate = context => {
  const kernels = new Map();
  const status = vscode.window.createStatusBarItem();
  const controller = vscode.notebooks.createNotebookController("kernel-of-the-tests", "jupyter-notebook", "The notebook's kernel");
  let runs = 0;
  const run = async (cells, notebook) => {
    const kernel = kernels.get(notebook) ?? new Kernel(notebook);
    kernels.set(notebook, kernel);
    let succeeded = 0;
    for (const cell of cells) {
      const execution = controller.createNotebookCellExecution(cell);
      execution.start(Date.now());
      await execution.clearOutput();
      const isOk = await runCell(execution, kernel);
      execution.end(isOk, Date.now());
      if (!isOk) {
        break;
      }
      succeeded++;
    }
    // Refused, without a word, as long as the notebook's latest change has not come round to VS Code's extensions.
    while (!(await notebook.save())) {}
    return succeeded;
  };
  controller.supportedLanguages = [LANGUAGE];
  controller.supportsExecutionOrder = true;
  controller.executeHandler = async (cells, notebook) => {
    runs++;
    const outcome = await run(cells, notebook).then(succeeded => `${succeeded} of ${cells.length} cells succeeded`, error => `${error}`);
    status.text = `Run ${runs}: ${outcome}`;
  };
  // A cell in a language that no kernel is said to run is not run, without a word.
  const take = async notebook => {
    const cells = notebook.getCells().filter(cell => cell.kind === vscode.NotebookCellKind.Code);
    await Promise.all(cells.map(cell => vscode.languages.setTextDocumentLanguage(cell.document, LANGUAGE)));
    controller.updateNotebookAffinity(notebook, vscode.NotebookControllerAffinity.Preferred);
    status.text = "Ready to run";
    status.show();
  };
  vscode.workspace.notebookDocuments.forEach(take);
  context.subscriptions.push(
    controller,
    status,
    vscode.workspace.onDidOpenNotebookDocument(take),
    vscode.workspace.onDidCloseNotebookDocument(notebook => {
      kernels.get(notebook)?.end();
      kernels.delete(notebook);
    }));
};
