// An act that may be refused: its error as a value, so that the screen can word it beside the button.
import { ApiError } from './api.ts';

/** Null when it went well. */
export async function act(run: () => Promise<unknown>): Promise<ApiError | null> {
  try {
    await run();
    return null;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}
