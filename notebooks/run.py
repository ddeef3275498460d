#!/usr/bin/env python3
"""Runs notebooks without a browser and gathers what they claim.

    run.py [--out out] [--timeout seconds] notebook.ipynb ...

Each notebook leaves OUT/<name>.ipynb and OUT/<name>.html (also when it fails) and, in OUT/<name>/ (its DRIFTLAB_OUT), what
it wrote itself: figures and claims.json. OUT/claims.json and OUT/claims.html hold the claims of all, OUT/timings.json the
seconds. Two runs give the same bytes, the timings apart. Exit status 1: a cell failed or a claim does not hold.
"""

import argparse
import json
import os
import re
import shutil
import sys
import time
from pathlib import Path

import nbformat
from jinja2 import DictLoader
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter

from claims import count, read_claims, write_page

ROOT = Path(__file__).resolve().parent.parent
LIVE = sys.stderr.isatty()
# a promise that nobody awaited may fail between two cells, or just after the last one
WAIT_FOR_LATE_ERRORS = """await new Promise<void>((done) => { setTimeout(done, 100); });
const [lateError] = (globalThis as any)[Symbol.for('driftlab late errors')];
if (lateError !== undefined) throw lateError;"""
# nbconvert's page loads scripts from elsewhere; ours stands alone. Drawings go in as they are, so that their words can be read
# out and found, and long lines of code are broken.
OFFLINE_PAGE = """{% extends 'lab/index.html.j2' %}
{% block html_head_js %}{% endblock %}{% block html_head_js_mathjax %}{% endblock %}
{% block html_head_js_mermaidjs %}{% endblock %}
{% block html_head_css %}<style>.jp-InputArea-editor .highlight pre { white-space: pre-wrap; }</style>{% endblock %}
{% block data_svg scoped %}<div class="jp-RenderedSVG jp-OutputArea-output {{ extra_class }}"
  data-mime-type="image/svg+xml">{{ output.data['image/svg+xml'] | safe }}</div>{% endblock %}"""


def say(text, end='\n'):
    print(('\r\x1b[K' if LIVE else '') + text, end=end, file=sys.stderr, flush=True)


def first_line(source):
    lines = [line.strip() for line in source.splitlines() if line.strip() and not line.strip().startswith(('//', 'import '))]
    return (lines or source.strip().splitlines() or [''])[0][:72]


class Client(NotebookClient):
    """Executes a notebook and shows how far it is."""

    def __init__(self, nb, **options):
        super().__init__(nb, on_cell_start=self.start, on_cell_executed=self.end, **options)
        self.code_cells = [i for i, cell in enumerate(nb.cells) if cell.cell_type == 'code']
        self.seconds = []
        self.current = 0
        self.started = 0.0

    def label(self, cell_index):
        # the last cell is the wait for late errors
        return f'  cell {self.code_cells.index(cell_index) + 1}/{len(self.code_cells) - 1}'

    def start(self, cell, cell_index):
        self.current, self.started = cell_index, time.monotonic()
        if LIVE and cell.cell_type == 'code':
            say(f'{self.label(cell_index)}  {first_line(cell.source)}', end='')

    def end(self, cell, cell_index, execute_reply):
        self.seconds.append(round(time.monotonic() - self.started, 3))
        if cell_index != self.code_cells[-1]:
            say(f'{self.label(cell_index)}  {self.seconds[-1]:6.1f} s  {first_line(cell.source)}')

    def process_message(self, msg, cell, cell_index):
        if LIVE and msg['msg_type'] == 'update_display_data':
            text = msg['content']['data'].get('text/plain', '')
            say(f'{self.label(cell_index)}  {text}', end='')
        return super().process_message(msg, cell, cell_index)


def read_notebook(path):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.source.strip()]
    for i, cell in enumerate(notebook.cells):
        cell.setdefault('id', f'cell-{i}')
        cell.metadata.pop('execution', None)
    return notebook


def scrub(value, names):
    """Puts names that are the same on every machine in place of this machine's folders."""
    if isinstance(value, str):
        for folder, name in names:
            value = value.replace(f'file://{folder}/', name).replace(f'{folder}/', name).replace(folder, name.rstrip('/') or '.')
        return value
    if isinstance(value, list):
        return [scrub(item, names) for item in value]
    if isinstance(value, dict):
        return type(value)({key: item if key == 'image/png' else scrub(item, names) for key, item in value.items()})
    return value


def errors_of(notebook):
    """(cell, error output) of every error, late ones too."""
    return [
        (cell, output)
        for cell in notebook.cells
        for output in cell.get('outputs', [])
        if output.output_type == 'error'
    ]


def plain(text):
    return re.sub(r'\x1b\[[\d;]*m', '', text)


def indent(text):
    return '\n'.join(f'    {line}' for line in text.splitlines())


def report_cell(cell, text):
    return f'in this cell:\n\n{indent(cell.source)}\n\n{indent(plain(text))}'


def execute(notebook, path, timeout):
    """Returns what went wrong (None if nothing did) and the seconds of each cell."""
    notebook.cells.append(nbformat.v4.new_code_cell(WAIT_FOR_LATE_ERRORS, id='wait'))
    client = Client(
        notebook,
        timeout=timeout,
        startup_timeout=60,
        kernel_name='tslab',
        record_timing=False,
        coalesce_streams=True,
        resources={'metadata': {'path': str(path.parent)}},
    )
    failure = None
    try:
        client.execute()
    except CellExecutionError:
        pass  # the notebook holds the error
    except CellTimeoutError:
        failure = report_cell(notebook.cells[client.current], f'no answer within {timeout} s')
    except DeadKernelError:
        failure = report_cell(notebook.cells[client.current], 'the kernel died')
    except Exception as error:  # no kernel, a broken notebook
        failure = f'{type(error).__name__}: {error}'
    wait = notebook.cells.pop()
    last = next((cell for cell in reversed(notebook.cells) if cell.cell_type == 'code'), None)
    if last is not None and not errors_of(notebook):
        last.outputs.extend(wait.outputs)
    return failure, client.seconds[: len(client.code_cells) - 1]


def write_html(notebook, path):
    exporter = HTMLExporter(
        extra_loaders=[DictLoader({'offline.html.j2': OFFLINE_PAGE})],
        template_file='offline.html.j2',
    )
    page, _ = exporter.from_notebook_node(notebook, resources={'metadata': {'name': path.stem}})
    path.write_text(page, encoding='utf-8')


def run(path, out, timeout):
    """Runs one notebook; returns its claims, its failure and its seconds."""
    results = out / path.stem
    shutil.rmtree(results, ignore_errors=True)  # claims of an earlier run must not count
    results.mkdir(parents=True)
    os.environ['DRIFTLAB_OUT'] = str(results)
    say(path.name)
    started = time.monotonic()
    try:
        notebook = read_notebook(path)
    except Exception as error:
        return [], f'{path.name} cannot be read: {error}', {}
    failure, cells = execute(notebook, path, timeout)
    notebook = scrub(notebook, [(str(out), 'out/'), (str(ROOT), '')])
    errors = errors_of(notebook)
    if failure is None and errors:
        cell, error = errors[0]
        failure = report_cell(cell, '\n'.join(error.traceback) or f'{error.ename}: {error.evalue}')
    nbformat.write(notebook, out / path.name)
    write_html(notebook, out / f'{path.stem}.html')
    claims, broken = read_claims(results)
    return claims, failure or broken, {'seconds': round(time.monotonic() - started, 3), 'cells': cells}


def write_json(path, value):
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + '\n', encoding='utf-8')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('notebooks', nargs='+', type=Path)
    parser.add_argument('--out', type=Path, default=Path('out'))
    parser.add_argument('--timeout', type=int, default=900, help='seconds a cell may take (900)')
    options = parser.parse_args()
    out = options.out.resolve()
    out.mkdir(parents=True, exist_ok=True)

    results = {path.stem: run(path.resolve(), out, options.timeout) for path in options.notebooks}
    claims = [claim for rows, _, _ in results.values() for claim in rows]
    ids = [claim['id'] for claim in claims]
    write_json(out / 'claims.json', claims)
    write_json(out / 'timings.json', {stem: seconds for stem, (_, _, seconds) in results.items()})
    write_page(out / 'claims.html', {stem: (rows, failure) for stem, (rows, failure, _) in results.items()})

    broken = [claim for claim in claims if not claim['holds']]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    failures = {stem: failure for stem, (_, failure, _) in results.items() if failure}
    for stem, failure in failures.items():
        say(f'\n{stem} failed {failure}' if failure.startswith('in this cell') else f'\n{stem} failed: {failure}')
    for claim in broken:
        say(f'\ndoes not hold: {claim["id"]}\n    {claim["claim"]}\n    expected {claim["expected"]}\n    measured {claim["measured"]}')
    if twice:
        say(f'\nclaims of two notebooks share an id: {", ".join(twice)}')
    say(f'\n{count(claims)} {len(results) - len(failures)} of {len(results)} notebooks ran to the end. See {options.out / "claims.html"}')
    return 1 if failures or broken or twice else 0


if __name__ == '__main__':
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        say('interrupted')
        sys.exit(130)
