#!/usr/bin/env node
import { fail } from './cli/failure';
import { createProgram } from './cli/program';

createProgram()
  .parseAsync()
  .catch((error: unknown) => fail(error));
