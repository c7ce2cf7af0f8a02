// Robots are not visits: a kept list of their user agents, and no user agent at all.
import { isbot } from 'isbot';

/** True for crawlers, previewers, monitors and HTTP libraries that say so, and for an empty user agent. */
export const isBot = (userAgent: string): boolean => userAgent.trim() === '' || isbot(userAgent);
