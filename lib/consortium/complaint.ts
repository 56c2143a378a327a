/** Something that is wrong in the file: the path of the key that it is wrong at, and why, in one sentence. */
export interface Complaint {
  readonly path: readonly (string | number)[]
  readonly sentence: string
}
