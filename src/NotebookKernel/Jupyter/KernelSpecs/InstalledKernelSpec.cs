namespace NotebookKernel.Jupyter.KernelSpecs;

/// <summary>A kernelspec that Jupyter finds.</summary>
/// <param name="Name">Its folder's name.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="DisplayName">What users choose; empty where its <c>kernel.json</c> cannot be read.</param>
/// <param name="Owner">Who installed it, null where it does not say.</param>
public sealed record InstalledKernelSpec(string Name, string Folder, string DisplayName, string? Owner);
