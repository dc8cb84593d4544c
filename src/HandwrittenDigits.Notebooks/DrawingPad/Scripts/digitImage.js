// What an image of a digit is like: MNIST's are.

export const SIDE = 28;
export const BOX_SIDE = 20; // of the box that the ink fits into
export const CENTRE_OF_MASS = 14.5; // the middle of pixel 14, where MNIST's is
export const DIGITS = [...Array(10).keys()];
