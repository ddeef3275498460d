// Starts the tslab kernel with what the Jupyter protocol asks for and tslab leaves out: `execute_input`, errors with a
// name, a message and a traceback, late errors (a rejection nobody awaited), and no cell that is dropped in silence.
const { format, inspect } = require('node:util');

const FLUSH_MS = 50; // a failed cell may have blocked the event loop: requests behind it still lie in the socket

function load(name) {
  return require(require.resolve(`tslab/dist/${name}`, { paths: [__dirname, process.cwd()] }));
}

function loadTslab() {
  try {
    return { ...load('jupyter'), ...load('executor'), ...load('converter') };
  } catch (error) {
    console.error(`tslab cannot be loaded from ${__dirname}: run "make setup" first\n${error.message}`);
    process.exit(1);
  }
}

const { JupyterHandlerImpl, ZmqServer, createExecutor, createConverter } = loadTslab();

const lateErrors = (globalThis[Symbol.for('driftlab late errors')] = []);
const red = (text) => `\x1b[31m${text}\x1b[0m`;

/** tslab reports compiler messages as ['%s%d:%d - %s', file, line, column, message]. */
function describeDiagnostics(reports, code) {
  const lines = code.split('\n');
  const texts = reports.map(([, file, line, column, message]) => {
    const where = file ? `${file}${line}:${column}` : `line ${line}, column ${column}`;
    const shown = !file && lines[line - 1] !== undefined ? [lines[line - 1], `${' '.repeat(column - 1)}^`] : [];
    return [...shown, red(`${where}: ${message}`)].join('\n');
  });
  return { ename: 'TypeScriptError', evalue: reports.map((report) => report[4]).join('\n'), traceback: texts };
}

function describeThrown(thrown) {
  if (!(thrown instanceof Error))
    return { ename: 'Thrown', evalue: inspect(thrown), traceback: [red(inspect(thrown))] };
  const lines = inspect(thrown)
    .split('\n')
    .filter((line) => !/^evalmachine|^\s+at .*(node:|[\\/]tslab[\\/]dist[\\/]|start\.cjs)/.test(line))
    // line numbers of a cell would be those of the compiled code
    .map((line) => line.replace(/evalmachine\.<anonymous>:\d+:\d+/, 'the cell'));
  const stack = lines.findIndex((line) => /^\s+at /.test(line));
  const head = lines.slice(0, stack < 0 ? lines.length : stack);
  const traceback = [red(head.join('\n')), ...lines.slice(head.length)].join('\n');
  return { ename: String(thrown.name), evalue: String(thrown.message), traceback: [traceback] };
}

function describe(reports, code) {
  const [first] = reports;
  if (first === undefined) return { ename: 'Error', evalue: 'the cell failed', traceback: [] };
  return first.length > 1 ? describeDiagnostics(reports, code) : describeThrown(first[0]);
}

/** Runs cells one at a time and keeps what tslab reports about them. */
class Handler extends JupyterHandlerImpl {
  previous = Promise.resolve();
  arrived = 0;
  abortedUpTo = 0;
  reports = [];

  handleExecute(request, writeStream, writeDisplayData) {
    const arrival = ++this.arrived;
    const turn = this.previous.then(() =>
      arrival <= this.abortedUpTo ? { status: 'aborted' } : this.runCell(request, writeStream, writeDisplayData),
    );
    this.previous = turn;
    return turn;
  }

  async runCell(request, writeStream, writeDisplayData) {
    this.reports = [];
    const execution_count = this.execCount + 1;
    request.onStart(execution_count);
    const succeeded = await this.handleExecuteImpl(request, writeStream, writeDisplayData).then(
      () => true,
      () => false,
    );
    await new Promise(setImmediate); // a rejection that nobody awaits is reported while its cell still runs
    if (succeeded) {
      // a `@module` cell reports its errors and yet succeeds
      for (const report of this.reports) console.error(format(...report));
      return { status: 'ok', execution_count, user_expressions: {}, payload: [] };
    }
    if (request.stop_on_error !== false) {
      await new Promise((resolve) => setTimeout(resolve, FLUSH_MS));
      this.abortedUpTo = this.arrived;
    }
    return { status: 'error', execution_count, ...describe(this.reports, request.code) };
  }
}

class Server extends ZmqServer {
  latest;

  publish(message, msg_type, content) {
    if (this.iopub.closed) return; // a cell may go on while the kernel shuts down
    const out = message.createReply();
    out.header.msg_type = msg_type;
    out.content = content;
    out.signAndSend(this.connInfo.key, this.iopub);
  }

  async handleExecute(socket, message) {
    const { code, silent } = message.content;
    const onStart = (execution_count) => {
      this.latest = message;
      if (!silent) this.publish(message, 'execute_input', { code, execution_count });
    };
    const content = await this.handler.handleExecute(
      { ...message.content, onStart },
      (name, text) => this.publish(message, 'stream', { name, text }),
      (data, update) => this.publish(message, update ? 'update_display_data' : 'display_data', data),
    );
    if (content.status === 'error') this.publishError(message, content);
    const reply = message.createReply();
    reply.header.msg_type = 'execute_reply';
    reply.content = content;
    reply.signAndSend(this.connInfo.key, socket);
  }

  publishError(message, { ename, evalue, traceback }) {
    this.publish(message, 'error', { ename, evalue, traceback });
  }

  /** An error that no cell awaited belongs to the cell that runs or ran last; a runner finds it in the list as well. */
  late(thrown) {
    lateErrors.push(thrown);
    if (this.latest) this.publishError(this.latest, describeThrown(thrown));
    else console.error(thrown);
  }
}

const node = createConverter({ isJS: false, isBrowser: false });
const converters = {
  node,
  get browser() {
    return node; // cells for a browser are not supported, and tslab does not run them either
  },
  close: () => node.close(),
};
const executor = createExecutor(process.cwd(), converters, {
  log: (...values) => console.log(...values),
  error: (...report) => handler.reports.push(report),
});
const handler = new Handler(executor, false);
const server = new Server(handler, process.argv[2]);
process.on('SIGINT', () => executor.interrupt());
process.on('uncaughtException', (error) => server.late(error));
process.on('unhandledRejection', (reason) => server.late(reason));
server.init();
