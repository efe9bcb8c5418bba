/**
 * How many containers deep is surely decoded. Python 3.10 and 3.11 give up at about 995 less what their own call stack
 * holds; a decoder deep inside a program has less than the whole.
 */
export const DEPTH_MAX = 400;
