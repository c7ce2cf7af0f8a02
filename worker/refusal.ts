// The one way to say no: a stable code, its status from the contract, and the field it is about.
import { HTTPException } from 'hono/http-exception';
import { ERRORS } from './contract/errors.ts';
import type { ErrorBody, ErrorCode } from './contract/errors.ts';

export class Refusal extends HTTPException {
  readonly body: ErrorBody;

  constructor(error: ErrorCode, field?: string) {
    super(ERRORS[error]);
    this.body = field === undefined ? { error } : { error, field };
  }
}
