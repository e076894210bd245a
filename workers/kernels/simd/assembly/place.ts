/** Copies an image's unit (y, x) to (y step + offset, x step + offset) of a larger one, or nowhere if that is outside. */
export function place(
  image: usize, channels: i32, height: i32, width: i32,
  to: usize, toHeight: i32, toWidth: i32, offset: i32, step: i32,
): void {
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++) {
      const row = y * step + offset;
      if (row >= 0 && row < toHeight) {
        placeLine(image, width, to + (<usize>(row * toWidth) << 2), toWidth, offset, step);
      }
      image += <usize>width << 2;
    }
    to += <usize>(toHeight * toWidth) << 2;
  }
}

@inline
function placeLine(line: usize, width: i32, to: usize, toWidth: i32, offset: i32, step: i32): void {
  if (step == 1 && offset >= 0) {
    const real = min(width, toWidth - offset);
    memory.copy(to + (<usize>offset << 2), line, <usize>real << 2);
    return;
  }
  for (let x = 0; x < width; x++) {
    const column = x * step + offset;
    if (column >= 0 && column < toWidth) {
      store<f32>(to + (<usize>column << 2), load<f32>(line + (<usize>x << 2)));
    }
  }
}
