// Where the visitor came from, in the few fields that may leave the page: never an address, a term or a click id's value.
/** Labels, and the names of click ids of advertising systems. `fbclid` is none: Facebook adds it to every link. */
const TAGS = /[?&](?:utm_([smc])(?:ource|edium|ampaign)|(?!fb)\w{1,3}cl(?:ic)?k?id|[gw]braid)=([^&]{1,200})/g;

/** Whether the page was not opened from another page of the clinic. */
export const isArrival = (referrer: string, origins: readonly string[]): boolean =>
  !origins.some((origin) => `${referrer}/`.startsWith(`${origin}/`));

/** The fields of a first page (contract `Arrival`); `search` is the query of its address. */
export function arrivalOf(referrer: string, search: string): Record<string, string> {
  const arrival: Record<string, string> = {};
  const host = referrer.split('/')[2];
  if (host) arrival['r'] = host;
  for (const [, letter, value = ''] of search.matchAll(TAGS)) {
    if (letter) arrival[`u${letter}`] = value;
    else arrival['k'] = '1';
  }
  return arrival;
}
