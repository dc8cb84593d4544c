namespace NotebookKernel.Jupyter.Requests;

/// <summary>A request lacks what its type must have; the message goes back to the client.</summary>
internal sealed class MalformedRequestException(string message) : Exception(message);
