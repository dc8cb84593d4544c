// The part of ClrKernel's API that the display layer meets, with its names and shapes.
using System;
using System.Collections.Generic;

namespace ClrKernel.Core.Primitives;

public interface IDisplayValue
{
    object Value { get; }
}

public record DisplayObject(object Value, Type PreferredDisplayType = null, string PreferredMimeType = null) : IDisplayValue;

public record DisplayHtml(string Html) : IDisplayValue
{
    public object Value => Html;
}

public record DisplayFormatter(Type InputType, Type OutputType, Func<IDisplayValue, IDisplayValue> Format);

public static class DisplayFormatters
{
    private static readonly List<DisplayFormatter> All = new();

    public static IEnumerable<DisplayFormatter> Formatters => All.ToArray();

    public static DisplayFormatter Register<TIn, TOut>(Func<TIn, TOut> format)
        where TIn : IDisplayValue
        where TOut : IDisplayValue =>
        Register(typeof(TIn), typeof(TOut), value => format((TIn)value));

    public static DisplayFormatter Register(Type inputType, Type outputType, Func<IDisplayValue, IDisplayValue> format)
    {
        var formatter = new DisplayFormatter(inputType, outputType, format);
        All.Add(formatter);
        return formatter;
    }

    public static string Render(object value) =>
        ((DisplayHtml)All.FindLast(f => f.InputType == typeof(DisplayObject) && f.OutputType == typeof(DisplayHtml)).Format(new DisplayObject(value))).Html;
}

public class DisplayCell
{
    public string Shown { get; set; }
}

public static class DisplayValues
{
    public static DisplayCell Latest { get; private set; }

    public static DisplayCell DisplayHtml(this object value) => Latest = new DisplayCell { Shown = (string)value };

    public static DisplayCell UpdateHtml(this DisplayCell cell, object value)
    {
        cell.Shown = (string)value;
        return cell;
    }
}
