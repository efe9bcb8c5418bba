# Run in a real marimo kernel as one cell, before anything is fuzzed. It adds functions that a host can call
# (invoke-function, namespace "skewfuzz"), so that what a channel took in can be seen from outside:
#
#   echo(v)       gives v back: any value through the kernel's decoder and its encoder.
#   ui(v=token)   gives every command that came on ui_element, encoded again, up to the one with this token.
#   inputs(v=end) gives every text that came on input, up to this one. It says when it reads: send the text only
#                 then, because the kernel keeps one text that nobody reads, and a second one blocks all its channels.
#   state(v=id)   gives what became of one of the elements (skewfuzz-element-1, -2, -3), of the parts of another element
#                 (skewfuzz-part-1, -2) and of the models (skewfuzz-model-1, -2) that it registers; null when there is none
#                 of that id.
#   widget(v=id)  lets one of these models send what it holds, as a widget does: one model-lifecycle notification of
#                 marimo's own. Gives true; null where there is none of that id, or the release has no such notification.
#   fail(v=name)  raises the error of that name, of those in ERRORS; another name is a ValueError.
#   send(v)       v is a list of texts: writes each to the kernel's stream as it is, and gives their number. So a kernel
#                 says what no release says yet.
#
# `ui` and `inputs` wait at most LIMIT seconds, and then give what they have. While they wait they say so every BEAT
# seconds, by an alert, so that a host can tell waiting from silence.
#
# Nothing in the installed package is changed; the one queue that is listened to is an object of this process.
def _skewfuzz():
    import dataclasses
    import queue
    import time
    from typing import Any

    import msgspec
    from marimo._messaging.notification import AlertNotification
    from marimo._messaging.notification_utils import broadcast_notification
    from marimo._runtime.context import get_context
    from marimo._runtime.functions import Function

    ERRORS = {error.__name__: error for error in (ValueError, KeyError, RecursionError, StopIteration, SystemExit)}
    LIMIT = 5.0
    BEAT = 0.25

    @dataclasses.dataclass
    class Arguments:
        v: Any = None

    context = get_context()

    def closure_cell(function, name):
        cells = dict(zip(function.__code__.co_freevars, function.__closure__))
        return cells[name].cell_contents

    # The kernel keeps the queue of ui_element in a closure. A control command drains it, so that reading the queue
    # itself would miss what was there: what is put into it is noted on the way.
    ui_elements = closure_cell(context._kernel.enqueue_control_request, "set_ui_element_queue")
    decoded = queue.SimpleQueue()
    put = ui_elements.put

    def noted(command, *args, **kwargs):
        put(command, *args, **kwargs)
        decoded.put(command)

    ui_elements.put = noted

    def encoded(command):
        try:
            return msgspec.msgpack.encode(command)
        except Exception:  # it can be decoded and not encoded again: a place without content
            return None

    def taken(source, is_last, end):
        items = []
        limit = time.monotonic() + LIMIT
        while time.monotonic() < limit:
            try:
                items.append(source.get(timeout=BEAT))
            except queue.Empty:
                say_reading(end)
                continue
            if is_last(items[-1]):
                break
        return items

    def say_reading(end):
        broadcast_notification(AlertNotification(title="skewfuzz", description=str(end)))

    def echo(arguments):
        return arguments.v

    def ui(arguments):
        token = arguments.v
        commands = taken(decoded, lambda command: command.token == token, token)
        # Nothing may be left for the next case.
        while not ui_elements.empty():
            ui_elements.get_nowait()
        return [encoded(command) for command in commands]

    def inputs(arguments):
        end = arguments.v
        say_reading(end)
        return taken(context.stream.input_queue, lambda text: text == end, end)

    class Model:
        """Takes what a widget would: the last value of each key, and the buffers that no later value has replaced."""

        ui_element_id = None

        def __init__(self, name):
            self.comm_id = name
            self.state = {}
            self.buffers = {}
            self.customs = []
            # What the state was when each of them came.
            self.seen = []

        def handle_msg(self, message):
            data = message["content"]["data"]
            if data["method"] == "custom":
                self.customs.append(data["content"])
                self.seen.append(dict(self.state))
                return
            kept = {path: buffer for path, buffer in self.buffers.items() if path[:1] not in {(k,) for k in data["state"]}}
            self.state.update(data["state"])
            self.buffers = {**kept, **dict(zip(map(tuple, data["buffer_paths"]), message["buffers"]))}

        def shown(self):
            buffers = [[list(path), buffer] for path, buffer in self.buffers.items()]
            return {"state": self.state, "buffers": buffers, "customs": self.customs, "seen": self.seen}

    def registered():
        from marimo._plugins.ui._impl.anywidget.init import WIDGET_COMM_MANAGER
        from marimo._plugins.ui._impl.input import text

        shown = {}
        for number in (1, 2, 3):
            element = text()
            context.ui_element_registry.register(f"skewfuzz-element-{number}", element)
            shown[f"skewfuzz-element-{number}"] = lambda element=element: {"value": element._value_frontend}
        for number in (1, 2):
            model = Model(f"skewfuzz-model-{number}")
            WIDGET_COMM_MANAGER.comms[model.comm_id] = model
            shown[model.comm_id] = model.shown
            models[model.comm_id] = model
        return shown

    def parts():
        from marimo._plugins.ui._impl.array import array
        from marimo._plugins.ui._impl.input import text

        whole = array([text(), text()])
        shown = {}
        for number, part in enumerate(whole.elements, 1):
            context.ui_element_registry.register(f"skewfuzz-part-{number}", part)
            # The whole is kept by no one else.
            shown[f"skewfuzz-part-{number}"] = lambda part=part, whole=whole: {"value": part._value_frontend}
        return shown

    models = {}
    try:
        shown = registered()
    except Exception:  # this release keeps them elsewhere: nothing is shown
        shown = {}
        models.clear()
    try:
        shown.update(parts())
    except Exception:  # the same
        pass

    def state(arguments):
        show = shown.get(arguments.v) if isinstance(arguments.v, str) else None
        return None if show is None else show()

    def widget(arguments):
        model = models.get(arguments.v) if isinstance(arguments.v, str) else None
        try:
            from marimo._messaging.notification import ModelLifecycleNotification, ModelUpdate
        except ImportError:
            return None
        if model is None:
            return None
        paths = [list(path) for path in model.buffers]
        update = ModelUpdate(state=model.state, buffer_paths=paths, buffers=list(model.buffers.values()))
        broadcast_notification(ModelLifecycleNotification(model_id=model.comm_id, message=update))
        return True

    def fail(arguments):
        raise ERRORS.get(arguments.v, ValueError)(1) if isinstance(arguments.v, str) else ValueError(1)

    def send(arguments):
        documents = [text.encode() for text in arguments.v]
        for document in documents:
            context.stream.write(document)
        return len(documents)

    for function in (echo, ui, inputs, state, widget, fail, send):
        context.function_registry.register(
            "skewfuzz", Function(name=function.__name__, arg_cls=Arguments, function=function)
        )


_skewfuzz()
