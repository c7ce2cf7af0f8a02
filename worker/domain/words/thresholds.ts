// When a phrase counts as said by several people: the same numbers for the Worker that counts and the screen that says so.

/** Different comments that must say it. Comments name nobody, so a person who writes on several days still counts as several. */
export const MIN_COMMENTS = 3;
/** Different days on which they must say it. */
export const MIN_DAYS = 2;
