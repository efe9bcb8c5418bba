# Run in a real marimo kernel together with setup_cell.py, unless a host wants no tap. It makes the kernel say what its
# own decoders understood: for each frame one notification on the stream, in the form of the kernel contract,
#
#   {"op":"echo","channel":"control","seq":3,"payload":"<the command, encoded again as msgpack, in base64>"}
#   {"op":"decode-error","channel":"control","seq":4,"error":{"kind":"ValidationError","message":"...","path":"$.type"}}
#
# sent before the command is handed on, so that it comes before all that the command causes. `seq` counts the frames of
# each channel; what follows the setup cell on control, up to the end of the setup, has numbers below 0. As in the kernel
# contract the stop command is not answered, nor what comes after it.
#
# Nothing in the installed package is changed: each channel of this process gets a decoder that calls its own one. When
# a release keeps them elsewhere, nothing is reported, and the host says that it cannot judge by it.
def _skewfuzz_tap():
    import base64
    import sys

    import msgspec
    from marimo._runtime.context import get_context

    SETUP_FRAMES = 2
    CHANNELS = ("control", "ui_element", "completion", "input")

    stream = get_context().stream
    encode = msgspec.msgpack.Encoder().encode
    encode_json = msgspec.json.Encoder().encode

    def described(error):
        try:
            message = str(error)
        except BaseException as unprintable:
            message = f"its text cannot be made: {type(unprintable).__name__}"
        # A lone surrogate has no UTF-8; what is written must.
        message = message.encode("utf-8", "backslashreplace").decode()
        path = path_of(message) if isinstance(error, msgspec.ValidationError) else None
        return encode_json({"kind": type(error).__name__, "message": message, "path": path})

    def path_of(message):
        _, found, path = message.rpartition(" - at `")
        known = found and path.endswith("`") and path.startswith(("$", "key"))
        return path.replace("`", "") if known else None

    class Tapped:
        def __init__(self, channel, decoder, first):
            self.decoder = decoder
            self.seq = first
            self.stopped = False
            self.head = b'","channel":%s,"seq":%%d,' % encode_json(channel)

        def decode(self, frame):
            try:
                command = self.decoder.decode(frame)
            except BaseException as error:
                self.report(b'{"op":"decode-error%s"error":%s}', lambda: described(error))
                raise
            self.stopped = self.stopped or type(command).__name__ == "StopKernelCommand"
            try:
                payload = base64.b64encode(encode(command))
            except BaseException as error:  # it can be decoded and not encoded again: a place without content
                self.report(b'{"op":"echo%s"payload":null,"error":%s}', lambda error=error: described(error))
            else:
                self.report(b'{"op":"echo%s"payload":"%s"}', lambda: payload)
            return command

        def report(self, form, content):
            seq = self.seq
            self.seq += 1
            if self.stopped:
                return
            try:
                stream.write(form % (self.head % seq, content()))
            except BaseException:  # the kernel goes on as if there were no tap; the host misses a report
                pass

    # What the log says of a refused frame shall not grow by a line of this file.
    Tapped.decode.__code__ = Tapped.decode.__code__.replace(co_filename="tap")

    # The cell runs within the kernel's own main(), which holds the channels.
    frame = sys._getframe()
    while frame is not None and not (
        frame.f_code.co_name == "main" and frame.f_code.co_filename.endswith("launch_kernel.py")
    ):
        frame = frame.f_back
    manager = None if frame is None else frame.f_locals.get("queue_manager")
    for name in CHANNELS:
        channel = getattr(getattr(manager, "conn", None), name, None)
        if getattr(channel, "decoder", None) is not None:
            channel.decoder = Tapped(name, channel.decoder, -SETUP_FRAMES if name == "control" else 0)


_skewfuzz_tap()
