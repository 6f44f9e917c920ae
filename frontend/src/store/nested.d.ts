/** A number, or nested lists of numbers: a tensor as it is typed. */
export type Nested = number | readonly Nested[];
